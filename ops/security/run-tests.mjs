import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Where the projects lie whose tests hold controls. */
export const folders = { api: 'apps/api', contracts: 'packages/contracts', web: 'apps/web' };
/** Of a run: each file more gives it longer. */
const longestMs = 180_000;
const longerMs = 10_000;

/**
 * Runs tests of one project in a copy of the tree, on SQLite.
 *
 * @param tests `{project, file, name}`, the name as it is shown, without the titles around it.
 * @returns for each a list of `{state, reasons}`: one title may stand for several tests.
 */
export async function runTests(copy, tests) {
  const [{ project }] = tests;
  const report = copy.path(`report-${project}.json`);
  const names = [...new Set(tests.map(({ name }) => `${escaped(name)}$`))];
  const files = [...new Set(tests.map(({ file }) => file))];
  const args = [...files, '-t', `(${names.join('|')})`, '--reporter=json', `--outputFile.json=${report}`];
  const output = await vitest(copy, folders[project], args, longestMs + (files.length - 1) * longerMs);
  if (!existsSync(report)) throw new Error(`vitest left no report:\n${output.slice(-2000)}`);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return tests.map(({ file, name }) => {
    const ofFile = testResults.filter((result) => result.name.endsWith(`/${file}`));
    const run = ofFile
      .flatMap((result) => result.assertionResults)
      .filter(({ title, status }) => title === name && (status === 'passed' || status === 'failed'))
      .map(({ status, failureMessages }) => ({ state: status, reasons: failureMessages ?? [] }));
    if (run.length > 0) return run;
    const why = ofFile.map(({ message }) => message).find(Boolean) ?? 'no test of this file has this name';
    return [{ state: 'failed', reasons: [`it did not run: ${why}`] }];
  });
}

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function vitest(copy, folder, args, withinMs) {
  const {
    BOTHY_TEST_POSTGRES_URL: _postgres,
    BOTHY_TEST_REQUIRE: _require,
    BOTHY_TEST_EVIDENCE: _evidence,
    ...env
  } = process.env;
  return new Promise((ended, failed) => {
    const child = spawn(process.execPath, [copy.path('node_modules/vitest/vitest.mjs'), 'run', ...args], {
      cwd: copy.path(folder),
      env: { ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    const late = setTimeout(() => child.kill('SIGKILL'), withinMs);
    child.on('error', failed);
    child.on('close', () => {
      clearTimeout(late);
      ended(output);
    });
  });
}
