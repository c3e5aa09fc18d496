/**
 * The runner: `BOTHY_DATA_DIR=<folder> node main.js`. Starts bots and writes their logs; outlives the server.
 *
 * The server starts it detached, with no descriptor of its own but a file for stderr:
 * `spawn(process.execPath, ['--max-semi-space-size=4', main], { detached: true, stdio: ['ignore', 'ignore', log], env })`.
 * The flag keeps it some 25 MB smaller under many short runs; it works without. It takes the lock of its data folder
 * itself. Exit codes: 0 when it ended in order, 75 when the folder has a runner already, 64 when `BOTHY_DATA_DIR` is
 * missing. `BOTHY_RUNNER_IDLE_MS` (60,000): after so long without a server and without a run it ends.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { closeInherited } from './process/leaked-descriptors.js';
import { becomeTheOnlyRunner } from './runner-lock.js';
import { runnerPaths } from './runner-paths.js';
import { Runner } from './runner.js';

const anotherRuns = 75;
const wrongUse = 64;
const termGraceMs = 3000;
const usualIdleMs = 60_000;

async function main(dataDir: string): Promise<void> {
  // What our starter forgot to keep to itself is none of a bot's.
  closeInherited();
  const paths = runnerPaths(resolve(dataDir));
  mkdirSync(paths.runDir, { recursive: true, mode: 0o700 });
  // The folder it was started in may go away; and bots begin with an ordinary umask. Our own files state their modes.
  process.chdir('/');
  process.umask(0o022);
  if (!(await becomeTheOnlyRunner(paths))) process.exit(anotherRuns);
  const runner = new Runner(paths);
  // A terminal that closes, or its Ctrl-C, is the server's business: it says what is to become of the runs.
  process.on('SIGHUP', () => undefined);
  process.on('SIGINT', () => undefined);
  // Where the host limits the size of files, a write is to fail, and its run to end; not the runner.
  process.on('SIGXFSZ', () => undefined);
  process.on('SIGTERM', () => void runner.end(termGraceMs));
  await runner.start();
  runner.endWhenIdleFor(Number(process.env['BOTHY_RUNNER_IDLE_MS'] ?? usualIdleMs));
}

// Whoever read our messages may be gone; that must not end the runs.
process.stderr.on('error', () => undefined);

const dataDir = process.env['BOTHY_DATA_DIR'];
if (dataDir === undefined || dataDir === '') {
  process.stderr.write('BOTHY_DATA_DIR must name the data folder.\n');
  process.exit(wrongUse);
}
await main(dataDir);
