import { fanout } from './fanout.mjs';
import { find } from './find.mjs';
import { flask } from './flask.mjs';
import { idle } from './idle.mjs';
import { lines } from './lines.mjs';
import { manyRuns } from './many-runs.mjs';
import { spawnLatency } from './spawn.mjs';
import { watchers } from './watchers.mjs';
import { webhooks } from './webhooks.mjs';

/** `BOTHY_BENCH_QUICK=1`: the same with small loads, in two minutes; to see that all of it works. */
const quick = process.env.BOTHY_BENCH_QUICK === '1';
const million = Number(process.env.BOTHY_BENCH_LINES ?? (quick ? 200_000 : 5_000_000));

/** What a figure is to reach, by how it begins. */
const aims = {
  'start to first line, p50': '≤ 8 ms',
  'printed to read, p99': '≤ 150 ms at 1,000, ≤ 350 ms at 5,000',
  'processor per million lines': '≤ 1.25×',
  'server, idle': '≤ 130 MiB',
  'runner, idle': '≤ 65 MiB',
  'start over an empty': '≤ 2,000 ms',
  'server at its highest': '≤ 130 MiB',
  'runner at its highest': '≤ 90 MiB',
};
const aimOf = (figure) =>
  /^202 at .*p99$/.test(figure) ? '≤ 50 ms' : Object.entries(aims).find(([begin]) => figure.startsWith(begin))?.[1];

const parts = [
  ['idle', () => idle({ rounds: quick ? 1 : 3 })],
  ['first line', () => spawnLatency()],
  ['first line, 1 GiB more memory', () => ballasted()],
  ['runs a minute', () => manyRuns(quick ? { rounds: 1, serial: 20, parallel: 60 } : {})],
  ['1,000 watchers', () => fanout(quick ? { rounds: 1, readers: 100, seconds: 5 } : { seconds: 10 })],
  [
    '5,000 watchers',
    () => fanout(quick ? { rounds: 1, readers: 500, seconds: 3 } : { rounds: 1, readers: 5_000, seconds: 5 }),
  ],
  ['10,000 quiet watchers', () => watchers(quick ? { readers: 1_000, settleMs: 1_000 } : {})],
  ['lines, masked', () => masked()],
  ['webhooks', () => webhooks()],
  ['find', () => find(quick ? { count: 100_000 } : {})],
  ['Flask', () => flask(quick ? { readers: 100, seconds: 4 } : {})],
];

/** All that bots are to reach, in one table. */
export async function bots() {
  const rows = [];
  for (const [name, measure] of parts) {
    const began = performance.now();
    const told = await measure();
    console.log(`  ${name} (${((performance.now() - began) / 1000).toFixed(0)} s)`);
    for (const row of told) rows.push({ ...row, aim: row.aim ?? aimOf(row.figure) });
  }
  return rows;
}

async function ballasted() {
  const rows = await spawnLatency({ ballastMib: 1024 });
  return rows.map((row) => ({ ...row, figure: `with 1 GiB more memory: ${row.figure}`, aim: undefined }));
}

async function masked() {
  const rows = await lines({ count: million, rounds: quick ? 1 : 3, masked: true });
  return rows.map((row) => (row.figure.endsWith('by processor time') ? { ...row, aim: '≥ 0.35×' } : row));
}
