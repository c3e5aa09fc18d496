import { setTimeout as sleep } from 'node:timers/promises';
import { memoryMib } from './process-figures.mjs';
import { BothyServer } from './server.mjs';
import { median } from './statistics.mjs';

/** What it costs to have Bothy run and do nothing, and to start it. */
export async function idle({ rounds = 3 } = {}) {
  const cold = [];
  const second = [];
  const api = [];
  const runner = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = await BothyServer.start();
    try {
      cold.push(first.readyMs);
      await sleep(10_000);
      api.push(memoryMib(first.pid));
      runner.push(memoryMib(first.runnerPid));
    } catch (error) {
      await first.stop();
      throw error;
    }
    await first.stop({ keepData: true });
    const again = await BothyServer.start({ dataDir: first.dataDir, command: 'npm', args: ['start', '--silent'] });
    second.push(again.readyMs);
    await again.stop();
  }
  return [
    { figure: 'server, idle for 10 s', ours: median(api), unit: 'MiB' },
    { figure: 'runner, idle for 10 s', ours: median(runner), unit: 'MiB' },
    { figure: 'start over an empty data folder', ours: median(cold), unit: 'ms' },
    { figure: 'npm start, built before', ours: median(second), unit: 'ms' },
  ];
}
