// Times all acts on one save in one process, each once it is warm: megabytes a second, medians, as one line of JSON.
import { readFileSync } from 'node:fs';
import { median } from '../statistics.mjs';
import { acts, decodedBytes } from './codec-acts.mjs';

const [file, budgetMs] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(file));
const size = decodedBytes(bytes);
const content = new Uint8Array(size).fill(7);

/** Short acts are repeated within a sample, so that the clock does not count. */
const shortestSampleMs = 4;
const fewestSamples = 5;

function megabytesPerSecond(act) {
  const until = performance.now() + Number(budgetMs);
  const warmUntil = performance.now() + Number(budgetMs) / 3;
  let repeats = 1;
  let took = timed(act, repeats);
  while (performance.now() < warmUntil || took < shortestSampleMs) {
    if (took < shortestSampleMs) repeats *= 2;
    took = timed(act, repeats);
  }
  const samples = [];
  while (samples.length < fewestSamples || performance.now() < until) samples.push(timed(act, repeats) / repeats);
  return size / 1e6 / (median(samples) / 1000);
}

function timed(act, repeats) {
  const began = performance.now();
  for (let i = 0; i < repeats; i += 1) kept = act();
  return performance.now() - began;
}

/** What an act gave is held for a while, so that making it is not left out. */
let kept;
const figures = { copy: megabytesPerSecond(() => content.slice()) };
for (const [name, prepare] of Object.entries(acts)) figures[name] = megabytesPerSecond(prepare(bytes));
console.log(JSON.stringify({ size, figures, kept: typeof kept }));
