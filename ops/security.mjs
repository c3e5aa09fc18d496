// `npm run security`: takes each control away and holds the test that is named for it to going red. An argument picks the
// controls whose row or words contain it.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { controls } from './security/controls.mjs';
import { runTests } from './security/run-tests.mjs';
import { TreeCopy } from './security/tree-copy.mjs';
import { columns } from './testing/table.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv[2] ?? '';
const chosen = controls.filter(({ row, what }) => `${row} ${what}`.includes(wanted));
const atOnce = 2;
/** How vitest begins what it says of an expectation that was not met. */
const assertion = /^(?:AssertionError|Error: (?:promise (?:resolved|rejected)|expected))\b/;
const began = performance.now();

const inCopy = async (work) => {
  const copy = new TreeCopy(root);
  try {
    return await work(copy);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    copy.remove();
  }
};

const byProject = () =>
  [...new Set(chosen.map(({ test }) => test.project))].map((project) =>
    chosen.map(({ test }) => test).filter((test) => test.project === project),
  );

/** Null when the untouched tree passes the test of each control; otherwise what does not hold. */
const untouched = () =>
  inCopy(async (copy) => {
    const results = new Map();
    for (const tests of byProject()) {
      const ofProject = await runTests(copy, tests);
      for (const [at, test] of tests.entries()) results.set(test, ofProject[at]);
    }
    const complaints = chosen.flatMap(({ test }) => {
      const bad = results.get(test).filter(({ state }) => state !== 'passed');
      if (bad.length === 0) return [];
      const why = bad[0].reasons[0]?.split('\n')[0];
      return [`does not pass as it is: ${test.file} › ${test.name}: ${why}`];
    });
    return complaints.length === 0 ? null : complaints.join('\n');
  });

/** `found`, or why the test does not hold the control. */
const without = (control) =>
  inCopy(async (copy) => {
    copy.change(control);
    const [results] = await runTests(copy, [control.test]);
    const failed = results.filter(({ state }) => state === 'failed');
    if (failed.length === 0) return 'missed: the test passes without it';
    // A test that falls over for another reason does not know of the control.
    const isJudged = failed.some(({ reasons }) => reasons.some((reason) => assertion.test(reason)));
    return isJudged ? 'found' : `missed: no assertion failed: ${failed[0].reasons[0]?.split('\n')[0]}`;
  });

if (chosen.length === 0) {
  console.log(`no control is about ${wanted}`);
  process.exit(2);
}
const complaint = await untouched();
if (complaint !== null) {
  console.log(`${complaint}\n0 controls removed, 0 found, 0 missed`);
  process.exit(1);
}

const rows = new Map();
const queue = [...chosen];
const worker = async () => {
  for (let control = queue.shift(); control; control = queue.shift()) rows.set(control, await without(control));
};
await Promise.all(Array.from({ length: atOnce }, worker));

const table = chosen.map((control) => [control.row, control.what, rows.get(control)]);
console.log(columns([['row', 'control removed', 'result'], ...table]));
const found = chosen.filter((control) => rows.get(control) === 'found').length;
console.log(`\ntook ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`${chosen.length} controls removed, ${found} found, ${chosen.length - found} missed`);
process.exitCode = found === chosen.length ? 0 : 1;
