import { cpus, totalmem, release } from 'node:os';

/** What the figures were taken on; without it they mean nothing. */
export function machine() {
  const [cpu] = cpus();
  const gib = (totalmem() / 1024 ** 3).toFixed(1);
  return `${cpus().length} × ${cpu?.model ?? 'unknown processor'}, ${gib} GiB, ${process.platform} ${release()}, Node ${process.version}`;
}
