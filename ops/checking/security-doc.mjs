import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls } from '../security/controls.mjs';
import { folders } from '../security/run-tests.mjs';
import { asvsLevels } from './asvs-levels.mjs';
import { isTitle, testTitles } from './test-titles.mjs';

const page = 'docs/security.md';
const states = ['does not apply', 'not met: ', 'no test: ', 'document: '];

/**
 * docs/security.md has a row for every requirement of levels 1 and 2; each row says how it stands, and what it names is
 * there: tests by `path › title` (the path may be cut off in front), checks, documents. So are the tests of the controls
 * that `npm run security` takes away.
 */
export function securityDoc(root, checkNames) {
  const tests = testTitles(root);
  const rows = rowsIn(readFileSync(join(root, page), 'utf8'));
  const there = { root, tests, checkNames };
  return [
    ...rows.flatMap((row) => rowComplaints(row, there).map((complaint) => `${page}:${row.line}: ${complaint}`)),
    ...numberComplaints(rows.flatMap(({ numbers }) => numbers)),
    ...controls.flatMap((control) => controlComplaints(control, there, rows)),
  ];
}

function rowsIn(text) {
  return text.split('\n').flatMap((line, at) => {
    if (!/^\| *V\d/.test(line)) return [];
    const [first = '', , how = '', held = '', ...more] = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    return [
      {
        line: at + 1,
        numbers: first.split(/,\s*/),
        how,
        held,
        isWhole: held !== '' && how !== '' && more.length === 0,
      },
    ];
  });
}

function rowComplaints({ held, isWhole }, { root, tests, checkNames }) {
  if (!isWhole) return ['a row has four cells: number, what it asks, how, what holds it'];
  const complaints = [];
  for (const part of held.split('<br>').map((each) => each.trim())) {
    const test = /^`([^`]+) › ([^`]+)`$/.exec(part);
    const check = /^check: `([^`]+)`$/.exec(part);
    if (test) complaints.push(...testComplaint(tests, test[1], test[2]));
    else if (check) complaints.push(...(checkNames.includes(check[1]) ? [] : [`no check is called ${check[1]}`]));
    else if (!states.some((state) => part.startsWith(state)))
      complaints.push(`neither met, nor not met, nor beside the point: ${part}`);
    for (const [, path] of part.startsWith('document: ') ? part.matchAll(/`([^`]+)`/g) : []) {
      if (!existsSync(join(root, path.split('#')[0]))) complaints.push(`there is no ${path}`);
    }
  }
  return complaints;
}

function testComplaint(tests, path, title) {
  const files = [...tests.keys()].filter((file) => file === path || file.endsWith(`/${path}`));
  if (files.length === 0) return [`there is no test file ${path}`];
  if (files.length > 1) return [`${path} may be ${files.join(' or ')}`];
  return tests.get(files[0]).some((written) => isTitle(written, title)) ? [] : [`${files[0]} has no test ${title}`];
}

function numberComplaints(numbers) {
  const missing = [...asvsLevels].filter(([number, level]) => level < 3 && !numbers.includes(number));
  const twice = numbers.filter((number, at) => numbers.indexOf(number) !== at);
  return [
    ...missing.map(([number, level]) => `${page}: no row for ${number} (level ${level})`),
    ...numbers.filter((number) => !asvsLevels.has(number)).map((number) => `${page}: there is no ${number}`),
    ...twice.map((number) => `${page}: two rows for ${number}`),
  ];
}

function controlComplaints({ row, what, file, find, test }, { root, tests }, rows) {
  const testFile = `${folders[test.project]}/${test.file}`;
  const complaints = testComplaint(tests, testFile, test.name);
  if (!rows.some(({ numbers }) => numbers.includes(row))) complaints.push(`there is no row ${row} in ${page}`);
  const source = join(root, file);
  const times = existsSync(source) ? readFileSync(source, 'utf8').split(find).length - 1 : 0;
  if (times !== 1) complaints.push(`what it takes away stands ${times} times in ${file}`);
  return complaints.map((complaint) => `the control "${what}": ${complaint}`);
}
