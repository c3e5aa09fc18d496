import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Config } from '../../../platform/config/config.js';

/**
 * Starts the runner of a data folder, in a session of its own so that nothing which ends this process ends it too.
 * A second one finds the first one's kernel lock and ends by itself, so starting is always safe.
 */
export function startRunner(config: Pick<Config, 'dataDir' | 'runnerIsolation' | 'runnerWritable'>): true {
  const { dataDir, runnerIsolation, runnerWritable } = config;
  const runDir = join(dataDir, 'run');
  mkdirSync(runDir, { recursive: true, mode: 0o700 });
  // What it has to say about itself goes to a file: our own output may be gone before it is.
  const output = openSync(join(runDir, 'runner.out'), 'a', 0o600);
  try {
    // A small young generation: 25 MB less while many short runs come and go.
    const main = createRequire(import.meta.url).resolve('@bothy/runner/main');
    const child = spawn(process.execPath, ['--max-semi-space-size=4', main], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', output, output],
      env: {
        ...runnerEnv(),
        BOTHY_DATA_DIR: dataDir,
        BOTHY_RUNNER_ISOLATION: runnerIsolation,
        BOTHY_RUNNER_WRITABLE: runnerWritable,
      },
    });
    // The failure shows as a runner that never answers, which is what the caller watches.
    child.on('error', () => undefined);
    child.unref();
    return true;
  } finally {
    closeSync(output);
  }
}

/** The runner passes a few variables on to bots; it must not hold the server's secrets at all. */
function runnerEnv(): NodeJS.ProcessEnv {
  const kept = /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_[A-Z]+|TZ|TMPDIR|BOTHY_RUNNER_[A-Z_]+)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)));
}
