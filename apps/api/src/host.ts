import { runHost } from './host/run-host.js';

// Beside a server or not: what is made here holds secrets too.
process.umask(0o077);

// `bothy audit export | head` closes the pipe: that is an end, not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const write = (stream: NodeJS.WriteStream, bytes: string | Buffer): Promise<void> =>
  new Promise((resolve) => stream.write(bytes, () => resolve()));

process.exitCode = await runHost(process.argv.slice(2), {
  env: process.env,
  folder: process.cwd(),
  out: (bytes) => write(process.stdout, bytes),
  err: (text) => write(process.stderr, text),
});
