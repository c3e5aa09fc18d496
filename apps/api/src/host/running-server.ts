import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../platform/config/config.js';
import { pidIn, sent } from './end-runner.js';

const longestAnswerMs = 2_000;

/** The pid of the server that has this data folder; null where none runs. */
export const serverOver = ({ dataDir }: Config): number | null => {
  const pid = pidIn(join(dataDir, 'run', 'server.pid'));
  return pid !== null && sent(pid, 0) && holds(pid, join(dataDir, 'run', 'server.lock')) ? pid : null;
};

/** Whether the server answers, and says that it is ready. */
export const isReady = async (config: Config): Promise<boolean> => {
  try {
    const signal = AbortSignal.timeout(longestAnswerMs);
    const answer = await fetch(`http://${localHostOf(config.host)}:${config.port}/health/ready`, { signal });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // It does not listen yet, or not any more.
    return false;
  }
};

/** A server that was killed leaves its pid, and the number may be another program's by now. */
const holds = (pid: number, lock: string): boolean => {
  const files = `/proc/${pid}/fd`;
  if (!existsSync(files)) return true;
  return readdirSync(files).some((each) => {
    try {
      return readlinkSync(join(files, each)) === lock;
    } catch {
      // It was closed meanwhile.
      return false;
    }
  });
};

const localHostOf = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
};
