import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { SeededFile } from '../../../../../ops/testing/gitlab/seeded-file.mjs';
import { ObjectStorage } from '../../platform/storage/object-storage.js';
import { startTestApp } from '../../testing/test-app.js';
import { sha256Of } from './testing/download-rig.js';
import { GitlabDownloads } from './testing/gitlab-downloads.js';

const cacheBytes = 1_000_000;
const sqlite = { name: 'SQLite' };

let far: GitlabDownloads;
const open = async () => {
  far = await GitlabDownloads.on(sqlite, { BOTHY_CATALOG_CACHE_BYTES: String(cacheBytes) });
};
afterEach(() => far.remove());

/** Downloads it, and waits until what that set off is done. */
const download = async (path: string) => {
  const answer = await far.rig.ask(path);
  await far.settled();
  return answer;
};

it('a file is fetched once more behind its first download, and then comes from here', async () => {
  await open();
  const file = new SeededFile('kept', 300_000);
  const path = await far.publish('kept.bin', file);
  await Promise.all([1, 2, 3, 4].map(() => far.rig.ask(path)));
  await far.settled();
  expect(await far.cached()).toEqual([file.sha256]);
  const before = far.fetches;
  expect(before).toBe(5);
  await far.gitlab.goDown();
  const whole = await download(path);
  expect([whole.status, whole.isWhole, sha256Of(whole.bytes)]).toEqual([200, true, file.sha256]);
  const part = await download(path).then(() => far.rig.ask(path, { range: 'bytes=299990-' }));
  expect([part.status, part.bytes.equals(Buffer.concat([...file.bytes(299_990)]))]).toEqual([206, true]);
  expect(far.fetches).toBe(before);
  await far.gitlab.comeBack();
});

it('a storage that fails for a moment costs no file', async () => {
  await open();
  const file = new SeededFile('kept', 300_000);
  const path = await far.publish('kept.bin', file);
  await download(path);
  const storage = far.rig.app.get(ObjectStorage);
  const get = storage.get.bind(storage);
  storage.get = () => Promise.reject(new Error('The disk does not answer.'));
  const before = far.fetches;
  expect(sha256Of((await download(path)).bytes)).toBe(file.sha256);
  expect([far.fetches, await far.cached()]).toEqual([before + 1, [file.sha256]]);
  storage.get = get;
  expect(sha256Of((await download(path)).bytes)).toBe(file.sha256);
  expect(far.fetches).toBe(before + 1);
  // One that is not there any more is fetched again.
  await storage.delete(`catalog/cache/${file.sha256}`);
  await download(path);
  expect(await far.cached()).toEqual([file.sha256]);
});

it('is not fetched for who wants a small part, and is for who took half of it', async () => {
  await open();
  const path = await far.publish('parts.bin', new SeededFile('parts', 300_000));
  const before = far.fetches;
  for (const range of ['bytes=0-0', 'bytes=0-149998']) {
    await far.rig.ask(path, { range });
    await far.settled();
  }
  expect([far.fetches, await far.cached()]).toEqual([before + 2, []]);
  await far.rig.ask(path, { range: 'bytes=150000-' });
  await far.settled();
  expect(await far.cached()).toHaveLength(1);
});

it('what had to be read for a part counts as taken by who asked', async () => {
  far = await GitlabDownloads.on(sqlite, { BOTHY_CATALOG_CLIENT_BYTES: '200000' });
  const path = await far.publish('far-end.bin', new SeededFile('far end', 300_000));
  far.gitlab.objects.manner.ranges = false;
  expect((await far.rig.ask(path, { range: 'bytes=299999-' })).status).toBe(206);
  expect((await far.rig.ask(path, { range: 'bytes=299999-' })).status).toBe(429);
});

it('those that were not read for longest make room', async () => {
  await open();
  const files = ['a', 'b', 'c'].map((seed) => new SeededFile(seed, 400_000));
  const paths: string[] = [];
  for (const [at, file] of files.entries()) paths.push(await far.publish(`${at}.bin`, file));
  const [a = '', b = '', c = ''] = paths;
  for (const path of [a, b, a, c]) await download(path);
  expect(await far.cached()).toEqual([files[0]?.sha256, files[2]?.sha256].toSorted());
  const large = new SeededFile('large', cacheBytes + 1);
  expect((await download(await far.publish('large.bin', large))).isWhole).toBe(true);
  expect(await far.cached()).toHaveLength(2);
});

it('what is not what was announced is not kept, and not fetched over and over', async () => {
  await open();
  const other = new SeededFile('other', 100_000);
  const lying = {
    sizeBytes: 100_000,
    sha256: 'f'.repeat(64),
    bytes: (from?: number, to?: number) => other.bytes(from, to),
  };
  const path = await far.publish('lying.bin', lying);
  await download(path);
  expect(await far.cached()).toEqual([]);
  const before = far.fetches;
  await download(path);
  expect(far.fetches).toBe(before + 1);
});

it('outlives the server, and a byte that was changed meanwhile is never sent', async () => {
  await open();
  const file = new SeededFile('kept', 300_000);
  const path = await far.publish('kept.bin', file);
  await download(path);
  const { config } = far.rig.app;
  const object = join(config.dataDir, 'objects', 'catalog', 'cache', file.sha256);
  await far.rig.app.close();
  const again = () =>
    startTestApp({
      BOTHY_DATA_DIR: config.dataDir,
      BOTHY_CATALOG_CACHE_BYTES: String(cacheBytes),
      BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    });
  const fetched = async (change?: () => void) => {
    change?.();
    const app = await again();
    const before = far.fetches;
    const answer = Buffer.from(await (await fetch(app.url + path)).arrayBuffer());
    await app.close();
    return { isRight: sha256Of(answer) === file.sha256, isFetched: far.fetches > before };
  };
  expect(await fetched()).toEqual({ isRight: true, isFetched: false });
  const spoil = () => {
    const bytes = readFileSync(object);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(object, bytes);
  };
  expect(await fetched(spoil)).toEqual({ isRight: true, isFetched: true });
});

it('bytes that were changed under the running server end no download, and are sent once', async () => {
  await open();
  const file = new SeededFile('kept', 300_000);
  const path = await far.publish('kept.bin', file);
  await download(path);
  const { app } = far.rig;
  const spoil = () => {
    const object = openSync(join(app.config.dataDir, 'objects', 'catalog', 'cache', file.sha256), 'r+');
    writeSync(object, 'SPOILED!', 1000);
    closeSync(object);
  };
  const whole: Record<string, string>[] = [{}, { range: 'bytes=0-' }];
  for (const headers of whole) {
    spoil();
    const before = far.fetches;
    const cut = await far.rig.ask(path, headers);
    expect([cut.isWhole, cut.bytes.length < 300_000, far.fetches]).toEqual([false, true, before]);
    expect(await far.cached()).toEqual([]);
    const next = await download(path);
    expect([next.isWhole, sha256Of(next.bytes), await far.cached()]).toEqual([true, file.sha256, [file.sha256]]);
  }
  // Who gets a part cannot see it: for those it is looked at again after an hour.
  spoil();
  app.clock.advance(3_600_000);
  const part = await far.rig.ask(path, { range: 'bytes=1000-1999' });
  expect([part.status, part.bytes.equals(Buffer.concat([...file.bytes(1000, 2000)]))]).toEqual([206, true]);
  expect(await far.cached()).toEqual([]);
});

it('what was cut short under the running server is cut once, and then fetched again', async () => {
  await open();
  const file = new SeededFile('kept', 300_000);
  const path = await far.publish('kept.bin', file);
  await download(path);
  truncateSync(join(far.rig.app.config.dataDir, 'objects', 'catalog', 'cache', file.sha256), 200_000);
  expect((await download(path)).isWhole).toBe(false);
  const next = await download(path);
  expect([next.isWhole, sha256Of(next.bytes), await far.cached()]).toEqual([true, file.sha256, [file.sha256]]);
});

it('where there is no room any more, nothing stays', async () => {
  await open();
  const file = new SeededFile('kept', 300_000);
  await download(await far.publish('kept.bin', file));
  const { config } = far.rig.app;
  const object = join(config.dataDir, 'objects', 'catalog', 'cache', file.sha256);
  await far.rig.app.close();
  expect(existsSync(object)).toBe(true);
  await (await startTestApp({ BOTHY_DATA_DIR: config.dataDir })).close();
  expect(existsSync(object)).toBe(false);
});
