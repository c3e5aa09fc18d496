import { existsSync, readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';

const states = { passed: 'passed', failed: 'failed', pending: 'skipped', skipped: 'skipped', todo: 'skipped' };

/**
 * The tests of one vitest run as `{file, title, suite, wiring, state}`. A file that could not be loaded and an error
 * outside of any test count as one failed test each: they must not vanish from the sum.
 */
export function readResults(root, output, { name, code, since }) {
  if (!existsSync(output) || statSync(output).mtimeMs < since) {
    return [failure(name, `vitest ended with exit code ${code} and left no results`)];
  }
  const results = JSON.parse(readFileSync(output, 'utf8')).testResults.flatMap((file) => testsOf(root, file));
  if (code !== 0 && !results.some((test) => test.state === 'failed')) {
    results.push(failure(name, `vitest ended with exit code ${code}: an error outside of any test, see above`));
  }
  return results;
}

const failure = (name, title) => ({ file: name, title, suite: name, wiring: 'none', state: 'failed' });

function testsOf(root, file) {
  const path = relative(root, file.name);
  const suite = suiteOf(path);
  const tests = file.assertionResults.map((test) => {
    const title = [...test.ancestorTitles, test.title].join(' > ');
    return { file: path, title, suite, wiring: wiringOf(suite, title), state: states[test.status] ?? 'failed' };
  });
  const broken = file.status === 'failed' && !tests.some((test) => test.state === 'failed');
  if (broken)
    tests.push({ file: path, title: 'the file could not be run', suite, wiring: wiringOf(suite, ''), state: 'failed' });
  return tests;
}

/** `apps/api/src/modules/bots/…` is `api/bots`, `packages/cli/…` is `cli`. */
function suiteOf(path) {
  const module = /^apps\/api\/src\/(?:modules|platform)\/([^/]+)\//.exec(path);
  if (module) return `api/${module[1]}`;
  const part = /^(?:apps|packages|ops)\/([^/]+)\//.exec(path);
  return part ? part[1] : path;
}

/** Suites of the server run on SQLite unless their titles name PostgreSQL; the others need no database. */
function wiringOf(suite, title) {
  if (/postgres/i.test(title)) return 'postgres';
  return suite === 'api' || suite.startsWith('api/') || suite === 'e2e' ? 'sqlite' : 'none';
}
