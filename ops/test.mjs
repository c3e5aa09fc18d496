// `npm test`: builds, runs every suite whose server is there, and says what was left out.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { leakTests } from './testing/leaks.mjs';
import { absentServers, servers } from './testing/servers.mjs';
import { readResults } from './testing/results.mjs';
import { table } from './testing/table.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const required = process.env.BOTHY_TEST_REQUIRE === 'all';
const began = performance.now();
/** What the suites saw of secrets, and where none of them may lie. */
const evidence = join(root, '.stamps', 'evidence');

const run = (args, env = {}) =>
  new Promise((ended, failed) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', failed);
    child.on('exit', (code, signal) => ended(signal ? 1 : code));
  });

/** One vitest run over some projects; its exit code also tells of errors outside any test. */
async function suites(name, projects) {
  const output = join(root, '.stamps', `results-${name}.json`);
  mkdirSync(dirname(output), { recursive: true });
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${output}`,
  ];
  const since = Date.now();
  const code = await run([...args, ...projects.map((project) => `--project=${project}`)], {
    BOTHY_TEST_EVIDENCE: evidence,
  });
  return readResults(root, output, { name, code, since });
}

const absent = absentServers(process.env);
if (required && absent.length > 0) {
  console.log(`BOTHY_TEST_REQUIRE=all, and these are not set: ${absent.map((each) => each.variable).join(', ')}`);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
if ((await run(['ops/prepare.mjs'])) !== 0) {
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

rmSync(evidence, { recursive: true, force: true });
const results = await suites('suites', ['!e2e']);
// On their own: a browser, a server and its bots want the machine to themselves.
if (process.env.BOTHY_TEST_CHROMIUM) results.push(...(await suites('e2e', ['e2e'])));
results.push(...(await leakTests(evidence)));

const count = (state) => results.filter((test) => test.state === state).length;
const skipped = results.filter((test) => test.state === 'skipped');

console.log(`\n${table(results)}\n`);
for (const server of servers.filter((each) => absent.includes(each))) {
  console.log(`left out: ${server.suites} (set ${server.variable} to ${server.meaning})`);
}
for (const test of skipped) console.log(`skipped: ${test.file} > ${test.title}`);
for (const test of results.filter((each) => each.state === 'failed'))
  console.log(`failed: ${test.file} > ${test.title}`);
if (required && skipped.length > 0) console.log('BOTHY_TEST_REQUIRE=all: a skipped test is a failure');
console.log(`tests took ${((performance.now() - began) / 1000).toFixed(0)} s`);
console.log(`${count('passed')} passed, ${count('failed')} failed, ${skipped.length} skipped`);
process.exitCode = count('failed') > 0 || count('passed') === 0 || (required && skipped.length > 0) ? 1 : 0;
