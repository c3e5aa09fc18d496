import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServerLock } from '../../platform/lifecycle/server-lock.js';
import { DataFolder } from '../../platform/storage/data-folder.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { TestTrail } from '../../testing/test-trail.js';
import { FirstAnchor } from './application/first-anchor.js';
import { thinned } from './domain/audit-anchor.js';
import { AnchorFile } from './persistence/anchor-file.js';

const hash = 'a'.repeat(64);
const at = '2026-01-02T03:04:05.678Z';

describe('file of anchors', () => {
  let folder: string;
  const path = () => join(folder, 'audit-anchors');
  const file = () => new AnchorFile(new DataFolder(folder));
  const positions = async () => (await file().read()).anchors.map(({ position }) => position);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bothy-anchors-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is for the owner only, as is its key, and one line an anchor', async () => {
    await file().append({ position: 7, hash, at });
    expect(readFileSync(path(), 'utf8')).toMatch(new RegExp(`^7 ${hash} ${at} [0-9a-f]{64}\\n$`));
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'keys', 'audit')).mode & 0o777).toBe(0o600);
    expect(await file().read()).toEqual({ anchors: [{ position: 7, hash, at }], strangers: 0 });
  });

  it('outlives a line that a crash cut short', async () => {
    await file().append({ position: 1, hash, at });
    writeFileSync(path(), `${readFileSync(path(), 'utf8')}2 ${hash.slice(0, 9)}`);
    expect(await file().read()).toMatchObject({ strangers: 0 });
    await file().append({ position: 3, hash, at });
    expect(await positions()).toEqual([1, 3]);
  });

  it('tells lines apart that were changed or made with another key', async () => {
    await file().append({ position: 1, hash, at });
    await file().append({ position: 2, hash, at });
    writeFileSync(path(), readFileSync(path(), 'utf8').replace(/^1 /, '5 '));
    expect(await file().read()).toMatchObject({ anchors: [{ position: 2 }], strangers: 1 });
    rmSync(join(folder, 'keys', 'audit'));
    expect(await file().read()).toMatchObject({ anchors: [], strangers: 2 });
  });

  it('stays small: the newest stay, of the older ones fewer the older they are, and the oldest', async () => {
    const anchors = Array.from({ length: 3000 }, (_unused, index) => ({ position: 10 * index + 1, hash, at }));
    const kept = thinned(anchors).map(({ position }) => position);
    expect(kept.length).toBeLessThan(800);
    expect(kept.slice(-256)).toEqual(anchors.slice(-256).map(({ position }) => position));
    expect(kept[0]).toBe(1);
    expect(thinned(thinned(anchors))).toEqual(thinned(anchors));

    let position = 0;
    while (!(await file().append({ position: (position += 1), hash, at })));
    expect(await file().thinOut()).toBe(0);
    expect(statSync(path()).size).toBeLessThan(180 * 1024);
    const left = await positions();
    expect([left[0], left.at(-1)]).toEqual([1, position]);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  }, 120_000);

  it('loses nothing of what two write at once while one thins it out', async () => {
    const [one, other] = [file(), file()];
    for (let index = 0; index < 1000; index += 1) await one.append({ position: index + 1, hash, at });
    const write = async (writer: AnchorFile, first: number) => {
      for (let index = 0; index < 200; index += 2) await writer.append({ position: first + index, hash, at });
    };
    const thin = async () => {
      for (let times = 0; times < 20; times += 1) await one.thinOut();
    };
    await Promise.all([write(one, 2000), write(other, 2001), thin()]);
    const left = new Set(await positions());
    for (let index = 0; index < 200; index += 1) expect(left).toContain(2000 + index);
  }, 120_000);
});

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`anchors of the trail on ${kind.name}`, () => {
    let test: TestTrail;
    let path: string;

    // What goes wrong here on purpose is no news.
    beforeAll(() => Logger.overrideLogger(false));
    beforeEach(async () => {
      test = await TestTrail.open(kind);
      path = join(test.folder, 'audit-anchors');
    });
    afterEach(() => test.remove());

    const anchored = async () => (await test.anchorFile.read()).anchors.map(({ position }) => position);
    const firstAnchor = (lock: ServerLock) => new FirstAnchor(lock, test.anchorFile, test.entries, test.anchors);

    it('hold its end soon after the commit, several commits in one', async () => {
      await test.append('a');
      await expect.poll(anchored).toEqual([1]);
      await Promise.all([test.append('b'), test.append('c'), test.append('d')]);
      await test.anchors.onApplicationShutdown();
      expect((await anchored()).at(-1)).toBe(4);
      expect((await anchored()).length).toBeLessThan(4);
      expect(await test.verifier.verify()).toMatchObject({ checked: 4, reason: null });
    });

    it('do not hold what was rolled back', async () => {
      const failing = test.unitOfWork.run(async () => {
        await test.trail.append(test.act('lost'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await test.anchors.onApplicationShutdown();
      expect(existsSync(path)).toBe(false);
    });

    it('fail no act, and are made up for once they can be written', async () => {
      mkdirSync(path);
      await test.append('a');
      await test.append('b');
      await test.anchors.onApplicationShutdown();
      rmSync(path, { recursive: true });
      await test.append('c');
      await test.anchors.onApplicationShutdown();
      expect(await anchored()).toEqual([3]);
      expect(await test.verifier.verify()).toMatchObject({ checked: 3, reason: null });
    });

    it('begin with the end of a trail that has none, in a server only', async () => {
      await firstAnchor(ServerLock.none()).onApplicationBootstrap();
      const lock = await ServerLock.acquire(new DataFolder(test.folder));
      await firstAnchor(lock).onApplicationBootstrap();
      await test.append('a', 'b');
      await test.anchors.onApplicationShutdown();
      rmSync(path);
      await firstAnchor(ServerLock.none()).onApplicationBootstrap();
      await test.anchors.onApplicationShutdown();
      expect(existsSync(path)).toBe(false);
      await firstAnchor(lock).onApplicationBootstrap();
      await test.anchors.onApplicationShutdown();
      expect(await anchored()).toEqual([2]);
      await lock.release();
    });
  });
}
