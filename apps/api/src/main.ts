import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Config } from './platform/config/config.js';
import { StartError } from './platform/errors/start-error.js';

const runnerEntry = join(import.meta.dirname, '../../runner/dist/main.js');

/** The lines meant for the person who started it; all else goes to the log on standard error. */
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const serve = async (config: Config): Promise<void> => {
  const { createApp } = await import('./create-app.js');
  const { SetupGate } = await import('./modules/identity/index.js');
  const app = await createApp(config);
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.listen(config.port, config.host);
  const seconds = (performance.now() / 1000).toFixed(1);
  say(`Bothy listens on ${config.publicUrl} (started in ${seconds} s)`);
  const token = await app.get(SetupGate).tokenToShow();
  if (token !== null) say(`Make the first admin: ${config.publicUrl}/setup#token=${token}`);
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
