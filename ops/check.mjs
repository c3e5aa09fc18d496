// `npm run check`: what a machine can say about the code without running it. The same here and in CI.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from './checking/checks.mjs';
import { runCheck } from './checking/run-check.mjs';
import { columns } from './testing/table.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.log(`no check is called ${unknown.join(', ')}; there are: ${checks.map((check) => check.name).join(', ')}`);
  process.exit(2);
}

// The contracts have to be built before anything that imports them can be judged.
const prepared = await runCheck(root, { name: 'build', command: ['ops/prepare.mjs'] });
const results = [prepared];
if (prepared.passed) {
  const queue = checks.filter((check) => wanted.length === 0 || wanted.includes(check.name));
  const worker = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) results.push(await runCheck(root, check));
  };
  await Promise.all([worker(), worker()]);
}

const mark = (result) => (result.passed ? 'holds' : 'fails');
console.log(
  `\n${columns([['check', 'result', 'took'], ...results.map((each) => [each.name, mark(each), each.took])])}`,
);
const failed = results.filter((result) => !result.passed);
console.log(failed.length === 0 ? '\nall checks hold' : `\nfailed: ${failed.map((result) => result.name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
