import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const longestMs = 10_000;

/**
 * Ends a runner that the server has let go of already, by the word that any runner understands: SIGTERM. Its runs end
 * with their grace, which the next server learns from its journal.
 */
export const endRunner = async (pidFile: string): Promise<void> => {
  const pid = pidIn(pidFile);
  if (pid === null) return;
  const until = Date.now() + longestMs;
  for (let signal: NodeJS.Signals | 0 = 'SIGTERM'; Date.now() < until && sent(pid, signal); signal = 0) await sleep(50);
};

/** Null where the file is not there, or holds no number. */
export const pidIn = (file: string): number | null => {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** False where there is no such process. */
export const sent = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
};
