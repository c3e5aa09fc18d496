import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DataFolder } from '../storage/data-folder.js';
import { Keys } from './keys.js';

const folder = mkdtempSync(join(tmpdir(), 'bothy-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('makes keys once, for the owner only, and refuses a file that holds none', () => {
  const first = new Keys(new DataFolder(folder));
  const second = new Keys(new DataFolder(folder));
  expect(second.jwt.equals(first.jwt)).toBe(true);
  expect(second.master.equals(first.jwt)).toBe(false);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'keys', 'jwt')).mode & 0o777).toBe(0o600);
  writeFileSync(join(folder, 'keys', 'jwt'), 'oops');
  expect(() => new Keys(new DataFolder(folder))).toThrow(/holds no key/);
});
