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
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
