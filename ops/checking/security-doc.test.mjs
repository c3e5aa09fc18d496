import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { securityDoc } from './security-doc.mjs';

let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bothy-doc-'));
  for (const folder of ['docs', 'apps/web/src', 'packages', 'ops']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(
    join(root, 'apps/door.test.ts'),
    "it('is shut', () => {});\nit.each([1])('opens to %s of us', () => {});\n",
  );
});
afterEach(() => rmSync(root, { recursive: true }));

/** What is said of the rows themselves, without those that are missing. */
const ofRows = (...held) => {
  const rows = held.map((cell, at) => `| V1.2.${at + 1} | asks | how | ${cell} |`);
  writeFileSync(join(root, 'docs/security.md'), rows.join('\n'));
  return securityDoc(root, ['templates']).filter((complaint) => /^docs\/security\.md:\d/.test(complaint));
};

it('a row may name tests, checks and documents that are there, or say why it has none', () => {
  const rows = [
    '`apps/door.test.ts › is shut`<br>`door.test.ts › opens to two of us`',
    '`door.test.ts › opens to %s of us`<br>not met: it squeaks',
    'check: `templates`',
    'document: `docs/security.md`',
    'does not apply',
  ];
  expect(ofRows(...rows)).toEqual([]);
});

it.each([
  ['`door.test.ts › is open`', 'has no test is open'],
  ['`window.test.ts › is shut`', 'there is no test file window.test.ts'],
  ['check: `nothing`', 'no check is called nothing'],
  ['document: `docs/none.md`', 'there is no docs/none.md'],
  ['surely met', 'neither met'],
  ['', 'a row has four cells'],
])('a row that holds by %s is refused', (held, complaint) => {
  expect(ofRows(held)).toEqual([expect.stringContaining(complaint)]);
});

it('a point that is missing, or there twice, is found', () => {
  const rows = ['| V1.1.1 | a | b | does not apply |', '| V1.1.1, V99.1.1 | a | b | does not apply |'];
  writeFileSync(join(root, 'docs/security.md'), rows.join('\n'));
  const complaints = securityDoc(root, []);
  expect(complaints).toEqual(
    expect.arrayContaining([
      'docs/security.md: no row for V1.1.2 (level 2)',
      'docs/security.md: there is no V99.1.1',
      'docs/security.md: two rows for V1.1.1',
    ]),
  );
});
