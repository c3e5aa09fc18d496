import { BothyServer } from './server.mjs';
import { median } from './statistics.mjs';

const usual = { count: 1_000_000, rounds: 5 };

/** What is looked for, and how many lines hold it: at the very end, nowhere, in a few, and in all of them. */
const needles = (count) => ({
  'the last line': `number ${count} `,
  'nothing that is there': 'nowhere to be found',
  'in one line of a hundred thousand': '99999 of',
  'in every line': 'OF MANY',
});

/** Find in a long log, by the server. */
export async function find(given = {}) {
  const { count, rounds } = { ...usual, ...given };
  const server = await (await BothyServer.start()).setUp();
  try {
    await server.createBot('long', [
      'seq',
      '-f',
      'line number %.0f of many, as long as lines of a build are',
      String(count),
    ]);
    const run = await server.startRun('long');
    await server.finished(run.id);
    const rows = [];
    for (const [what, needle] of Object.entries(needles(count))) {
      const times = [];
      for (let round = 0; round < rounds; round += 1) {
        const began = performance.now();
        await server.call('GET', `/api/runs/${run.id}/log?limit=100&search=${encodeURIComponent(needle)}`);
        times.push(performance.now() - began);
      }
      const figure = `find in ${count.toLocaleString('en')} lines: ${what}`;
      rows.push({ figure, ours: median(times), unit: 'ms', aim: '≤ 500 ms' });
    }
    return rows;
  } finally {
    await server.stop();
  }
}
