import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { DiskStorage } from './disk-storage.js';
import { objectStorageContract } from './object-storage.contract.js';

const folder = mkdtempSync(join(tmpdir(), 'bothy-storage-'));
afterAll(() => rmSync(folder, { recursive: true }));

objectStorageContract('a folder on disk', () => new DiskStorage(mkdtempSync(join(folder, 'o-'))));
