import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connections } from '../../platform/database/connections.js';
import { ArtifactRig } from '../../testing/artifact-rig.js';
import type { TestApp } from '../../testing/test-app.js';
import { startAppOn } from '../../testing/app-on.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { ArtifactSweep } from './application/artifacts/artifact-sweep.js';
import { ArtifactStore } from './application/artifacts/artifact-store.js';
import { Collection } from './application/artifacts/collection.js';
import { RunArtifacts } from './application/artifacts/run-artifacts.js';

const hourMs = 60 * 60 * 1000;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`artifacts on ${kind.name}`, () => {
    let app: TestApp;
    let rig: ArtifactRig;
    let remove = async () => {};

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind));
      rig = await ArtifactRig.of(app);
    });
    afterAll(() => remove());

    it('are taken from the folder, sealed, listed and given back byte by byte', async () => {
      const { ref, folder } = await rig.begin();
      const files: Record<string, Buffer> = {
        'empty.txt': Buffer.alloc(0),
        'report.html': Buffer.from('<script>alert(document.domain)</script>'),
        'out/deep/er/data.bin': randomBytes(200_000),
        'grün & 100% "so".log': Buffer.from('plain-words-that-are-to-be-sealed'),
      };
      for (const [name, bytes] of Object.entries(files)) {
        mkdirSync(join(folder, name, '..'), { recursive: true });
        writeFileSync(join(folder, name), bytes);
      }
      expect(await rig.collect(ref)).toEqual({ count: 4, problem: null });
      expect(existsSync(folder)).toBe(false);

      const { json } = await rig.call('GET', `/api/runs/${ref.runId}/artifacts`);
      expect(json.problem).toBeNull();
      expect(json.items.map((item: { name: string }) => item.name)).toEqual(Object.keys(files).toSorted());
      for (const item of json.items) {
        const bytes = files[item.name] ?? Buffer.alloc(0);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        expect(item).toMatchObject({ sizeBytes: bytes.length, sha256, attempt: 1 });
        const answer = await rig.read(ref.runId, item.name);
        expect(answer.status).toBe(200);
        expect(answer.bytes.equals(bytes)).toBe(true);
        expect(answer.headers.get('content-length')).toBe(String(bytes.length));
      }
      const page = (await rig.read(ref.runId, 'report.html')).headers;
      expect(page.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.get('content-disposition')).toBe(`attachment; filename="report.html"; filename*=UTF-8''report.html`);
      expect(page.get('x-content-type-options')).toBe('nosniff');
      expect(page.get('content-security-policy')).toBe("sandbox; default-src 'none'");

      const stored = await rig.objects(ref.runId);
      expect(stored).toHaveLength(4);
      for (const key of stored) expect(readFileSync(rig.pathOf(key)).includes('plain-words')).toBe(false);
    });

    it('are read in parts, and looked at without reading', async () => {
      const { ref, folder } = await rig.begin();
      const bytes = randomBytes(150_000);
      writeFileSync(join(folder, 'big.bin'), bytes);
      await rig.collect(ref);
      const part = await rig.read(ref.runId, 'big.bin', { range: 'bytes=65530-70000' });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 65530-70000/150000']);
      expect(part.bytes.equals(bytes.subarray(65_530, 70_001))).toBe(true);
      const tail = await rig.read(ref.runId, 'big.bin', { range: 'bytes=-5' });
      expect(tail.bytes.equals(bytes.subarray(-5))).toBe(true);
      const behind = await rig.read(ref.runId, 'big.bin', { range: 'bytes=150000-' });
      expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */150000']);
      const etag = part.headers.get('etag') ?? '';
      const same = await rig.read(ref.runId, 'big.bin', { range: 'bytes=0-9', 'if-range': etag });
      const changed = await rig.read(ref.runId, 'big.bin', { range: 'bytes=0-9', 'if-range': '"another"' });
      expect([same.status, changed.status, changed.bytes.length]).toEqual([206, 200, 150_000]);
      const head = await rig.read(ref.runId, 'big.bin', {}, 'HEAD');
      expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([200, '150000', 0]);
    });

    it('are nothing but regular files of its own: what else lies there is told and left', async () => {
      const { ref, folder } = await rig.begin();
      writeFileSync(join(folder, 'good.txt'), 'good');
      symlinkSync(join(app.config.dataDir, 'keys', 'master'), join(folder, 'key'));
      symlinkSync(join(app.config.dataDir, 'keys'), join(folder, 'keys'));
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      const server = createServer().listen(join(folder, 'sock'));
      await new Promise((resolve) => server.once('listening', resolve));
      const deep = join(folder, 'd'.repeat(200), 'e'.repeat(200), 'f'.repeat(200));
      mkdirSync(deep, { recursive: true });
      writeFileSync(join(deep, 'far.txt'), 'far');
      const { count, problem } = await rig.collect(ref);
      server.close();
      expect(count).toBe(1);
      expect(problem).toContain('"key" was not kept: it is a link.');
      expect(problem).toContain('"keys" was not kept: it is a link.');
      expect(problem).toContain('"pipe" was not kept: it is a pipe.');
      expect(problem).toContain('"sock" was not kept: it is a socket.');
      expect(problem).toContain('its path is longer than 500 bytes');
      expect(existsSync(join(app.config.dataDir, 'keys', 'master'))).toBe(true);
      expect((await rig.call('GET', `/api/runs/${ref.runId}/artifacts`)).json.problem).toBe(problem);
    });

    it('may not be a folder that was put in the place of theirs', async () => {
      const { ref, folder } = await rig.begin();
      rmSync(folder, { recursive: true });
      symlinkSync(join(app.config.dataDir, 'keys'), folder);
      expect(await rig.collect(ref)).toEqual({ count: 0, problem: null });
      expect(readdirSync(join(app.config.dataDir, 'keys'))).toContain('master');
      expect(existsSync(folder)).toBe(false);
    });

    it.skipIf(process.getuid?.() !== 0)('may not be another name for a file of somebody else', async () => {
      const { ref, folder } = await rig.begin();
      const foreign = join(app.config.dataDir, 'foreign');
      writeFileSync(foreign, 'not yours');
      chownSync(foreign, 54_321, 54_321);
      linkSync(foreign, join(folder, 'mine'));
      writeFileSync(join(folder, 'own'), 'own');
      linkSync(join(folder, 'own'), join(folder, 'own-too'));
      expect(await rig.collect(ref)).toEqual({
        count: 2,
        problem: '"mine" was not kept: it is a hard link to a file of another user.',
      });
    });

    it('may have names that are no text', async () => {
      const { ref, folder } = await rig.begin();
      for (const last of [0xfe, 0xff])
        writeFileSync(Buffer.concat([Buffer.from(`${folder}/n-`), Buffer.from([last])]), 'x');
      const { count, problem } = await rig.collect(ref);
      expect([count, problem]).toEqual([1, '"n-\ufffd" was not kept: there is another file of this name.']);
      expect((await rig.read(ref.runId, 'n-\ufffd')).bytes.toString()).toBe('x');
    });

    it('are bounded in number and size', async () => {
      const within = async (limits: { files: number; totalBytes: number }) => {
        const { ref, folder } = await rig.begin();
        for (const [at, size] of [10, 20, 30, 40].entries()) writeFileSync(join(folder, `f${at}`), Buffer.alloc(size));
        const collection = new Collection(app.get(ArtifactStore), ref, limits);
        await collection.collect(folder);
        return collection;
      };
      const few = await within({ files: 3, totalBytes: 1000 });
      expect([few.files.length, few.problem]).toEqual([3, 'Only 3 files of a run are kept.']);
      const small = await within({ files: 10, totalBytes: 60 });
      expect(small.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0)).toBeLessThanOrEqual(60);
      expect(small.problem).toMatch(/was not kept: with it the files of the attempt would have more than 60 bytes\./);

      const { ref, folder } = await rig.begin();
      writeFileSync(join(folder, 'small'), 'small');
      writeFileSync(join(folder, 'large'), '');
      // Sparse: it takes no room, and would take two gigabytes.
      truncateSync(join(folder, 'large'), 2 * 1024 ** 3);
      const { count, problem } = await rig.collect(ref);
      expect([count, problem]).toEqual([1, expect.stringMatching(/^"large" was not kept: .* 1073741824 bytes\.$/)]);
    });

    it('of several attempts are kept; of one name the last is given', async () => {
      const first = await rig.begin();
      writeFileSync(join(first.folder, 'a'), 'of the first');
      writeFileSync(join(first.folder, 'b'), 'of the first');
      await rig.collect(first.ref);
      const second = rig.folderOf({ runId: first.ref.runId, attempt: 2 });
      writeFileSync(join(second.folder, 'b'), 'of the second');
      expect(await rig.collect(second.ref)).toEqual({ count: 2, problem: null });
      const { items } = (await rig.call('GET', `/api/runs/${first.ref.runId}/artifacts`)).json;
      expect(items.map((item: { name: string; attempt: number }) => [item.name, item.attempt])).toEqual([
        ['a', 1],
        ['b', 2],
      ]);
      expect((await rig.read(first.ref.runId, 'b')).bytes.toString()).toBe('of the second');
    });

    it('are collected once, however often that is asked for', async () => {
      const { ref, folder } = await rig.begin();
      writeFileSync(join(folder, 'one'), 'one');
      const all = await Promise.all([rig.collect(ref), rig.collect(ref), rig.collect(ref)]);
      expect(all).toEqual(Array.from({ length: 3 }, () => ({ count: 1, problem: null })));
      // As after a crash behind the commit: the folder is there still.
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'one'), 'changed');
      expect(await rig.collect(ref)).toEqual({ count: 1, problem: null });
      expect(existsSync(folder)).toBe(false);
      expect((await rig.read(ref.runId, 'one')).bytes.toString()).toBe('one');
      expect(await rig.collect(await rig.begin().then((other) => other.ref))).toEqual({ count: 0, problem: null });
    });

    it('that a crash left half-way are collected anew, and nothing else of them stays', async () => {
      const { ref, folder } = await rig.begin();
      writeFileSync(join(folder, 'one'), 'one');
      await rig.collect(ref);
      const { writer } = app.get(Connections);
      const before = await rig.objects(ref.runId);
      for (const table of ['run_artifacts', 'artifact_collections']) {
        await writer.query(`DELETE FROM ${table} WHERE run_id = '${ref.runId}'`);
      }
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'one'), 'one');
      expect(await rig.collect(ref)).toEqual({ count: 1, problem: null });
      const after = await rig.objects(ref.runId);
      expect(after).toHaveLength(1);
      expect(after).not.toEqual(before);
    });

    it('that cannot be stored are told, and leave nothing half-stored', async () => {
      const { ref, folder } = await rig.begin();
      writeFileSync(join(folder, 'one'), randomBytes(300_000));
      const incoming = join(app.config.dataDir, 'objects', '.incoming');
      rmSync(incoming, { recursive: true, force: true });
      symlinkSync('/dev/full', incoming);
      const before = await rig.objects();
      const { count, problem } = await rig.collect(ref);
      rmSync(incoming);
      expect([count, problem]).toEqual([
        0,
        expect.stringMatching(/"one" was not kept: it could not be stored\..*not kept either/),
      ]);
      expect(await rig.objects()).toEqual(before);
    });

    it('that were changed in the storage are refused, and never wrong bytes', async () => {
      const { ref, folder } = await rig.begin();
      const bytes = randomBytes(200_000);
      writeFileSync(join(folder, 'one'), bytes);
      await rig.collect(ref);
      const [key = ''] = await rig.objects(ref.runId);
      const path = rig.pathOf(key);
      const good = readFileSync(path);
      const flipped = (at: number) => {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] ?? 0) ^ 1;
        return bad;
      };
      // In the first segment nothing has gone out yet, so it can be said.
      for (const bad of [flipped(0), flipped(65_540), good.subarray(0, 100), Buffer.alloc(0)]) {
        writeFileSync(path, bad);
        expect((await rig.read(ref.runId, 'one')).status).toBe(500);
      }
      for (const bad of [flipped(70_000), flipped(good.length - 1), good.subarray(0, -1), good.subarray(0, 131_104)]) {
        writeFileSync(path, bad);
        await expect(rig.read(ref.runId, 'one')).rejects.toThrow(/terminated|fetch failed/);
      }
      writeFileSync(path, flipped(70_000));
      expect((await rig.read(ref.runId, 'one', { range: 'bytes=0-99' })).bytes.equals(bytes.subarray(0, 100))).toBe(
        true,
      );
      rmSync(path);
      expect((await rig.read(ref.runId, 'one')).status).toBe(404);
      writeFileSync(path, good);
      expect((await rig.read(ref.runId, 'one')).bytes.equals(bytes)).toBe(true);
    });

    it('are for those who may see the run', async () => {
      const { ref, folder } = await rig.begin();
      writeFileSync(join(folder, 'one'), 'one');
      await rig.collect(ref);
      const minted = await rig.call('POST', '/api/tokens', {
        name: 'ci',
        scopes: ['bots:run:other'],
        expiresInDays: 1,
      });
      const asOther = { authorization: `Bearer ${minted.json.token}` };
      expect((await rig.read(ref.runId, 'one', asOther)).status).toBe(404);
      expect((await rig.read(ref.runId, 'one', { authorization: '' })).status).toBe(401);
      expect((await rig.read(ref.runId, 'two')).status).toBe(404);
      expect((await rig.read(ref.runId, '../../keys/master')).status).toBe(404);
    });

    it('go with their run, and what belongs to none is swept', async () => {
      const { ref, folder } = await rig.begin();
      writeFileSync(join(folder, 'one'), 'one');
      await rig.collect(ref);
      const kept = await rig.begin();
      writeFileSync(join(kept.folder, 'two'), 'two');
      await rig.collect(kept.ref);
      await app.get(Connections).writer.query(`DELETE FROM run_artifacts WHERE run_id = '${ref.runId}'`);
      const of = async (runId: string) => (await rig.objects(runId)).length;
      await app.get(ArtifactSweep).run();
      expect([await of(ref.runId), await of(kept.ref.runId)]).toEqual([1, 1]);
      app.clock.advance(7 * hourMs);
      expect(await app.get(ArtifactSweep).run()).toBeGreaterThan(0);
      expect([await of(ref.runId), await of(kept.ref.runId)]).toEqual([0, 1]);
      await app.get(RunArtifacts).remove([kept.ref.runId]);
      expect(await of(kept.ref.runId)).toBe(0);
    });
  });
}
