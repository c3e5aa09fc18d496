import { setTimeout as sleep } from 'node:timers/promises';
import { Config } from '../platform/config/config.js';
import { StartError } from '../platform/errors/start-error.js';
import { requireDataFolder } from './data-folder-check.js';
import { sent } from './end-runner.js';
import type { HostCommand } from './host-command.js';
import type { Host } from './host.js';
import { isReady, serverOver } from './running-server.js';

const longestMs = 120_000;
const pollMs = 50;

export const restartCommand: HostCommand = {
  name: 'restart',
  takes: [],
  options: ['json'],
  summary: 'Stop the server and start it again, built anew where the checkout changed. Runs go on meanwhile.',
  run: async ({ json }, host) => {
    const config = Config.load(host.env, host.folder);
    requireDataFolder(config);
    const before = serverOver(config);
    if (before === null) {
      throw new StartError(`No server runs over the data folder ${config.dataDir}. Start it: npm start.`);
    }
    const began = performance.now();
    sent(before, 'SIGUSR2');
    const after = await nextServer(before, host);
    const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
    const told = { before, after, seconds };
    await host.out(
      json
        ? `${JSON.stringify(told)}\n`
        : `The server is up again after ${seconds} s (pid ${after}, before ${before}).\n`,
    );
    return 0;
  },
};

/** @throws StartError when none is ready in time. */
const nextServer = async (before: number, host: Host): Promise<number> => {
  const until = performance.now() + longestMs;
  while (performance.now() < until) {
    await sleep(pollMs);
    // Settings may have changed with the code: the port is where the next one says.
    const config = Config.load(host.env, host.folder);
    const now = serverOver(config);
    if (now !== null && now !== before && (await isReady(config))) return now;
  }
  throw new StartError(
    sent(before, 0)
      ? `The server (pid ${before}) did not end within ${longestMs / 1000} s. Its log says why.`
      : `The server ended, and no other was ready within ${longestMs / 1000} s. Runs go on. ` +
          'Look at the output of npm start, or start it again where nobody else does.',
  );
};
