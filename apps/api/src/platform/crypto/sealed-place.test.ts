import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SystemClock } from '../clock/system-clock.js';
import { DataFolder } from '../storage/data-folder.js';
import { Keyring } from './keyring.js';
import { Keys } from './keys.js';
import { MasterKeys } from './master-keys.js';

it('a sealed text opens in its own row only, and for its own purpose only', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bothy-keyring-'));
  const data = new DataFolder(folder);
  const keyring = new Keyring(new MasterKeys(data, new Keys(data), new SystemClock()));
  const sealed = keyring.seal('mail.payload', 'secret', 'row-1');
  expect(keyring.open('mail.payload', sealed, 'row-1')).toBe('secret');
  expect(() => keyring.open('mail.payload', sealed, 'row-2')).toThrow(/does not belong/);
  expect(() => keyring.open('mail.content', sealed, 'row-1')).toThrow(/does not belong/);
  rmSync(folder, { recursive: true });
});
