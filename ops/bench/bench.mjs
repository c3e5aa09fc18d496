// `npm run bench [name…]`: figures of the built server beside bare Node on this machine, in this run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { columns } from '../testing/table.mjs';
import { bots } from './bots.mjs';
import { codec } from './codec.mjs';
import { fanout } from './fanout.mjs';
import { idle } from './idle.mjs';
import { lines } from './lines.mjs';
import { machine } from './machine.mjs';
import { metrics } from './metrics.mjs';
import { spawnLatency } from './spawn.mjs';
import { signIn } from './sign-in.mjs';
import { stalled } from './stalled.mjs';
import { proxy } from './proxy.mjs';
import { root } from './server.mjs';
import { webhooks } from './webhooks.mjs';

const parts = { idle, spawn: spawnLatency, fanout, stalled, lines, webhooks, 'sign-in': signIn, codec, metrics, proxy };
// `bots` takes most of them together, and much besides: by its name only.
const benches = { ...parts, bots };
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(parts);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.log(`no bench is called ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
if (spawnSync(process.execPath, ['ops/prepare.mjs'], { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1);

const here = machine();
console.log(`\n${here}\n`);
const figures = [];
for (const name of wanted) {
  console.log(`bench ${name} …`);
  const rows = await benches[name]();
  for (const row of rows) figures.push({ bench: name, ...row });
}

const number = (value) =>
  value === undefined ? '' : value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
const ratio = (row) => (row.bare === undefined ? '' : `${(row.ours / row.bare).toFixed(2)}×`);
const table = columns([
  ['bench', 'figure', 'Bothy', 'bare Node', 'ratio', 'unit', 'to reach'],
  ...figures.map((row) => [
    row.bench,
    row.figure,
    number(row.ours),
    number(row.bare),
    ratio(row),
    row.unit,
    row.aim ?? '',
  ]),
]);
console.log(`\n${table}\n\nreproduce: npm run bench ${wanted.join(' ')}`);

const kept = join(root, 'bench-results');
mkdirSync(kept, { recursive: true });
const at = new Date().toISOString();
const file = join(kept, `${at.replace(/[:.]/g, '-')}.json`);
writeFileSync(file, `${JSON.stringify({ at, machine: here, figures }, null, 2)}\n`);
console.log(`kept in bench-results/${file.slice(kept.length + 1)}`);
