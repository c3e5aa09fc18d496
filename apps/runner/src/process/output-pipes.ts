import { execFile, spawnSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, rmSync, unlink } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from './start-problem.js';

const madeAtOnce = 64;
const keptReady = 16;

/** Both ends of a pipe, as file descriptors. */
export interface OutputPipe {
  readEnd: number;
  writeEnd: number;
}

/**
 * Real pipes for the output of bots. Node itself gives a child sockets, on which `echo x > /dev/stderr` fails in every
 * shell. Named pipes are made ahead of time, opened at both ends, and their names removed.
 */
export class OutputPipes {
  readonly #folder: string;
  #ready: string[] = [];
  #made = 0;
  #making = false;

  constructor(folder: string) {
    this.#folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Makes more in the background when few are left. */
  prepare(): void {
    if (this.#making || this.#ready.length >= keptReady) return;
    this.#making = true;
    const paths = this.#newPaths();
    execFile('mkfifo', ['-m', '600', ...paths], (error) => {
      this.#making = false;
      if (error === null) this.#ready.push(...paths);
    });
  }

  /** @throws {StartProblem} where this system cannot make one. */
  take(): OutputPipe {
    const path = this.#ready.pop() ?? this.#makeNow();
    this.prepare();
    const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return { readEnd, writeEnd: openSync(path, constants.O_WRONLY) };
    } catch (error) {
      closeSync(readEnd);
      throw error;
    } finally {
      // In the background: nobody else opens it, and a folder full of them is emptied at the next start.
      unlink(path, () => undefined);
    }
  }

  #makeNow(): string {
    const paths = this.#newPaths();
    const { status } = spawnSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
    const first = paths.pop();
    if (status !== 0 || first === undefined) {
      throw new StartProblem(`The runner cannot make pipes in ${this.#folder}.`, 126);
    }
    this.#ready.push(...paths);
    return first;
  }

  #newPaths(): string[] {
    return Array.from({ length: madeAtOnce }, () => join(this.#folder, String(this.#made++)));
  }
}
