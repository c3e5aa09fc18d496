import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, it } from 'vitest';
import { ManualClock } from '../clock/manual-clock.js';
import { DiskStorage } from './disk-storage.js';
import { OrphanSweep } from './orphan-sweep.js';

const hourMs = 60 * 60 * 1000;
const folder = mkdtempSync(join(tmpdir(), 'bothy-orphans-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('removes what is old and has no row, in whatever number, and nothing else', async () => {
  const clock = new ManualClock();
  const storage = new DiskStorage(folder);
  const sweep = new OrphanSweep(storage, clock);
  const made = (agoMs: number) => uuidv7({ msecs: clock.now().getTime() - agoMs });
  const orphans = Array.from({ length: 501 }, (_unused, at) => `saves/aa/run.${at}.${made(2 * hourMs)}`);
  const stays = [`saves/aa/${made(2 * hourMs)}`, `saves/bb/${made(0)}`, `saves/no-id`, `others/${made(2 * hourMs)}`];
  for (const key of [...orphans, ...stays]) await storage.put(key, Buffer.from('x'));
  const known = (keys: readonly string[]) => Promise.resolve(new Set(keys.filter((key) => key === stays[0])));
  expect(await sweep.run({ prefix: 'saves/', leastAgeMs: hourMs, known })).toBe(orphans.length);
  const left: string[] = [];
  for await (const { key } of storage.list('')) left.push(key);
  expect(left).toEqual(stays.toSorted());
});
