import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { connect } from 'node:net';
import type { RunnerPaths } from './runner-paths.js';

const heldByAnother = 75;

/**
 * Makes this process the one runner of its data folder, or tells that another one is.
 *
 * `flock(1)` is handed our open file and locks it: the lock belongs to the open file, so it stays when `flock` ends and
 * goes when this process does, however it dies. Node opens files close-on-exec, so no bot ever holds the lock.
 * Where there is no `flock` (macOS), an answering socket tells that a runner is there.
 */
export async function becomeTheOnlyRunner(paths: RunnerPaths): Promise<boolean> {
  const file = openSync(paths.lockFile, 'a', 0o600);
  const locked = spawnSync('flock', ['-n', '-E', String(heldByAnother), '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file],
  });
  if (locked.status === 0) return true;
  if (locked.status === heldByAnother) return false;
  return !(await answers(paths.socket));
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    const settle = (answer: boolean): void => {
      probe.destroy();
      resolve(answer);
    };
    probe.once('connect', () => settle(true));
    probe.once('error', () => settle(false));
  });
}
