import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { endRunner } from './host/end-runner.js';
import { ServerSignals } from './host/server-signals.js';
import { Config } from './platform/config/config.js';
import { StartError } from './platform/errors/start-error.js';

const runnerEntry = join(import.meta.dirname, '../../runner/dist/main.js');

/** The lines meant for the person who started it; all else goes to the log on standard error. */
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** "Start me again": ops/start.sh does, and so do systemd and Docker, who start whatever ended. */
const restartCode = 75;
/** Whoever is told to end while it starts ends once it has started, but does not wait for a database for ever. */
const longestStartMs = 8_000;
const longestAttachMs = 3_000;
const youngMs = 10_000;

const serve = async (config: Config): Promise<void> => {
  const signals = new ServerSignals();
  const hangs = signals.first().then(() => setTimeout(() => process.exit(1), longestStartMs).unref());
  const { createApp } = await import('./create-app.js');
  const { SetupGate } = await import('./modules/identity/index.js');
  const app = await createApp(config);
  await app.listen(config.port, config.host);
  leaveNote(runnerToEnd(config));
  void hangs.then((timer) => {
    clearTimeout(timer);
    return end(app, config, signals);
  });
  if (signals.asked !== null) return;
  const seconds = (performance.now() / 1000).toFixed(1);
  say(`Bothy listens on ${config.publicUrl} (started in ${seconds} s)`);
  const token = await app.get(SetupGate).tokenToShow();
  if (token !== null) say(`Make the first admin: ${config.publicUrl}/setup#token=${token}`);
};

/** The pid file of the runner, where a stop ends it. */
const runnerToEnd = ({ role, stop, dataDir }: Config): string | null =>
  role === 'all' && stop === 'end' ? join(dataDir, 'run', 'runner.pid') : null;

/** Tells who started us what is left to be ended, should we be gone: `--note=<file>`. */
const leaveNote = (runner: string | null): void => {
  const file = process.argv.find((argument) => argument.startsWith('--note='))?.slice('--note='.length);
  if (file) writeFileSync(file, runner === null ? '' : `${runner}\n`);
};

const end = async (app: INestApplicationContext, config: Config, signals: ServerSignals): Promise<void> => {
  const runner = runnerToEnd(config);
  try {
    if (signals.asked === 'restart') config.keepRuns();
    else if (performance.now() < youngMs) await runnerThere(app);
    await app.close();
    if (signals.asked === 'restart') process.exit(restartCode);
    // A stop came when the runs were already kept for the next server, which will not come.
    if (runner !== null && config.stop === 'keep') await endRunner(runner);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`Bothy did not end in order: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  }
};

/** A server that has just started may not have found its runner yet, and only what it has found it can end. */
const runnerThere = async (app: INestApplicationContext): Promise<void> => {
  const { HealthChecks } = await import('./platform/health/health-checks.js');
  const health = app.get(HealthChecks);
  const until = performance.now() + longestAttachMs;
  while (performance.now() < until && (await health.run()).status !== 'ok') await sleep(20);
};

/** A line for what its reader can mend; null for what is a fault of ours and needs its stack. */
const startFailure = (error: unknown): string | null => {
  if (error instanceof StartError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'EADDRINUSE') return 'PORT: another program listens there already. Stop it, or set another PORT.';
  if (error.code === 'ECONNREFUSED') return `DATABASE_URL: the database does not answer (${error.message}).`;
  if (error.code === 'SQLITE_NOTADB') return 'The file bothy.sqlite in the data folder is no database.';
  return `Bothy could not start: ${error.message}`;
};

const start = async (): Promise<void> => {
  // What the server makes holds keys and logs: no file of it is for other users of the machine.
  process.umask(0o077);
  const config = Config.load(process.env, process.cwd());
  if (config.role === 'runner') await import(pathToFileURL(runnerEntry).href);
  else await serve(config);
};

try {
  await start();
} catch (error) {
  const message = startFailure(error);
  if (message === null) throw error;
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
