import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PlainFile, SeededFile } from '../../../../../ops/testing/gitlab/seeded-file.mjs';
import { usualManner } from '../../../../../ops/testing/gitlab/serve-file.mjs';
import { databaseKinds } from '../../testing/test-databases.js';
import { sha256Of } from './testing/download-rig.js';
import { GitlabDownloads } from './testing/gitlab-downloads.js';

const megabyte = 1024 * 1024;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`downloads from GitLab on ${kind.name}`, () => {
    let far: GitlabDownloads;

    beforeAll(async () => {
      far = await GitlabDownloads.on(kind);
    });
    afterEach(() => {
      far.gitlab.objects.manner = { ...usualManner };
      far.gitlab.state = 'up';
      far.rig.told.length = 0;
    });
    afterAll(() => far.remove());

    it('come by way of the object store, which is never shown the token', async () => {
      for (const [name, sizeBytes] of [
        ['small.bin', 70_000],
        ['large.bin', 5 * megabyte + 3],
      ] as const) {
        const file = new SeededFile(name, sizeBytes);
        const answer = await far.rig.ask(await far.publish(name, file));
        expect(answer).toMatchObject({
          status: 200,
          isWhole: true,
          headers: { etag: `"${file.sha256}"`, 'x-checksum-sha256': file.sha256, 'content-length': String(sizeBytes) },
        });
        expect(sha256Of(answer.bytes)).toBe(file.sha256);
        const told = JSON.stringify(answer.headers);
        for (const hidden of [far.gitlab.token, far.gitlab.url, far.gitlab.objects.url, 'X-Amz'])
          expect(told).not.toContain(hidden);
      }
      expect(far.gitlab.objects.faults).toEqual([]);
      const shown = (each: { headers: Record<string, unknown> }) => each.headers['private-token'];
      expect(far.gitlab.requests.map(shown)).toContain(far.gitlab.token);
    });

    it('only a part is fetched for a part', async () => {
      const file = new SeededFile('parts', 3 * megabyte);
      const whole = Buffer.concat([...file.bytes()]);
      const path = await far.publish('parts.bin', file);
      for (const [range, from, to] of [
        ['bytes=0-0', 0, 1],
        ['bytes=1048575-1048576', megabyte - 1, megabyte + 1],
        ['bytes=1000000-', 1_000_000, 3 * megabyte],
        ['bytes=-7', 3 * megabyte - 7, 3 * megabyte],
      ] as const) {
        const answer = await far.rig.ask(path, { range });
        expect([range, answer.status, answer.isWhole]).toEqual([range, 206, true]);
        expect(answer.bytes.equals(whole.subarray(from, to))).toBe(true);
        expect(far.gitlab.objects.requests.at(-1)?.headers.range).toBe(`bytes=${from}-${to - 1}`);
      }
      const before = far.fetches;
      for (const [headers, method] of [
        [{}, 'HEAD'],
        [{ 'if-none-match': '*' }, 'GET'],
        [{ range: 'bytes=9999999-' }, 'GET'],
      ] as const)
        await far.rig.ask(path, headers as Record<string, string>, method);
      expect(far.fetches).toBe(before);
    });

    it('parts come also where the store knows none', async () => {
      const file = new SeededFile('whole only', 2 * megabyte);
      const path = await far.publish('whole-only.bin', file);
      far.gitlab.objects.manner.ranges = false;
      const answer = await far.rig.ask(path, { range: 'bytes=1500000-1500009' });
      expect([answer.status, answer.isWhole]).toEqual([206, true]);
      expect(answer.bytes.equals(Buffer.concat([...file.bytes(1_500_000, 1_500_010)]))).toBe(true);
    });

    it('who goes away ends the fetch', async () => {
      const path = await far.publish('long.bin', new SeededFile('long', 200 * megabyte));
      far.gitlab.objects.manner.pauseMs = 20;
      const asked = far.rig.begin(path);
      await new Promise((resolve) => asked.once('response', resolve));
      expect(await far.gitlab.objects.connections()).toBe(1);
      asked.destroy();
      await expect.poll(() => far.gitlab.objects.connections()).toBe(0);
      // Also where nothing came yet.
      far.gitlab.objects.manner.holds = true;
      const waiting = far.rig.begin(path);
      await expect.poll(() => far.gitlab.objects.connections()).toBe(1);
      waiting.destroy();
      await expect.poll(() => far.gitlab.objects.connections()).toBe(0);
    });

    it('a fetch that breaks off makes no whole of a part, and a client can go on', async () => {
      const file = new SeededFile('cut', 6 * megabyte);
      const path = await far.publish('cut.bin', file);
      far.gitlab.objects.manner.cutAfterBytes = 2 * megabyte;
      const cut = await far.rig.ask(path);
      expect([cut.status, cut.isWhole, cut.headers['content-length']]).toEqual([200, false, String(6 * megabyte)]);
      expect(cut.bytes.length).toBeLessThanOrEqual(2 * megabyte);
      await expect.poll(() => far.rig.told.length).toBe(1);
      expect(far.rig.told[0]?.part.to).toBeLessThanOrEqual(2 * megabyte);
      const target = join(far.rig.root, 'cut.part');
      const address = `${far.rig.app.url}${path}`;
      expect((await far.rig.curl(['-o', target, address])).code).toBe(18);
      far.gitlab.objects.manner.cutAfterBytes = null;
      const begun = statSync(target).size;
      expect(begun).toBeGreaterThan(0);
      const rest = await far.rig.curl(['-C', '-', '-o', target, '-w', '%{http_code} %{size_download}', address]);
      expect(rest).toEqual({ code: 0, output: `206 ${file.sizeBytes - begun}` });
      expect(sha256Of(await readFile(target))).toBe(file.sha256);
    });

    it('what fails before the first byte is told in words that name no place', async () => {
      const path = await far.publish('shy.bin', new SeededFile('shy', 2 * megabyte));
      const refusal = async () => {
        const { status, headers, bytes } = await far.rig.ask(path);
        for (const hidden of ['127.0.0.1', 'localhost', far.gitlab.token])
          expect(bytes.toString()).not.toContain(hidden);
        return { status, retryAfter: headers['retry-after'], ...JSON.parse(bytes.toString()) };
      };
      const unavailable = { status: 503, code: 'source_unavailable' };
      far.gitlab.objects.manner.cutAfterBytes = 0;
      expect(await refusal()).toMatchObject(unavailable);
      far.gitlab.limit(1, 17);
      expect(await refusal()).toMatchObject({ ...unavailable, retryAfter: '17' });
      far.gitlab.state = 'failing';
      expect(await refusal()).toMatchObject(unavailable);
      far.gitlab.state = 'up';
      await far.gitlab.goDown();
      expect(await refusal()).toMatchObject(unavailable);
      await far.gitlab.comeBack();
      far.gitlab.objects.manner.cutAfterBytes = null;
      expect((await far.rig.ask(path)).isWhole).toBe(true);
      expect(far.rig.told).toHaveLength(1);
    });

    it('a file that was replaced in GitLab is found anew', async () => {
      const path = await far.publish('fresh.bin', new PlainFile('before'));
      expect((await far.rig.ask(path)).bytes.toString()).toBe('before');
      const fresh = new PlainFile('and after');
      far.gitlab.publish({ name: 'tool', version: '1.0.0', file_name: 'fresh.bin', file: fresh });
      const answer = await far.rig.ask(path);
      expect([answer.status, answer.bytes.toString()]).toEqual([200, 'and after']);
      expect(answer.headers.etag).toBe(`"${fresh.sha256}"`);
    });

    it('more than was announced is cut, and never sent as if it were the file', async () => {
      const file = new SeededFile('more', 2 * megabyte);
      const lying = { sizeBytes: megabyte, sha256: file.sha256, bytes: () => file.bytes() };
      const path = await far.publish('more.bin', lying);
      far.gitlab.objects.manner.chunked = true;
      const answer = await far.rig.ask(path);
      expect(answer.isWhole).toBe(false);
      expect(answer.bytes.length).toBeLessThan(megabyte);
      far.gitlab.objects.manner.chunked = false;
      const less = { sizeBytes: 3 * megabyte, sha256: file.sha256, bytes: () => file.bytes() };
      const short = await far.publish('less.bin', less);
      far.gitlab.objects.manner.chunked = true;
      expect((await far.rig.ask(short)).isWhole).toBe(false);
    });

    it('a client that does not read holds the fetch, and no memory', async () => {
      const file = new SeededFile('slow', 512 * megabyte);
      let pulled = 0;
      const counted = {
        sizeBytes: file.sizeBytes,
        sha256: '0'.repeat(64),
        *bytes(from?: number, to?: number) {
          for (const piece of file.bytes(from, to)) {
            pulled += piece.length;
            yield piece;
          }
        },
      };
      const path = await far.publish('slow.bin', counted);
      const asked = far.rig.begin(path);
      await new Promise((resolve) => asked.once('response', resolve));
      let before = -1;
      while (before !== pulled) {
        before = pulled;
        await sleep(300);
      }
      // What the system keeps for two connections on loopback, and no more.
      expect(pulled).toBeLessThan(48 * megabyte);
      asked.destroy();
      await expect.poll(() => far.gitlab.objects.connections()).toBe(0);
    });

    it('a linked file that was replaced by one of the same size never goes out whole as the one before', async () => {
      const { gitlab, rig } = far;
      const url = gitlab.objects.addressOf('linked.bin', new SeededFile('one', 300_000));
      gitlab.release({
        tag_name: '0.9.0',
        released_at: '2026-10-01T10:00:00.000Z',
        links: [{ name: 'linked.bin', url }],
      });
      await rig.sync('far');
      rig.app.clock.advance(60_000);
      const other = new SeededFile('other', 300_000);
      gitlab.objects.addressOf('linked.bin', other);
      const cut = await rig.ask('/d/far/0.9.0/linked.bin', { range: 'bytes=0-' });
      expect([cut.status, cut.isWhole, cut.bytes.length < 300_000]).toEqual([206, false, true]);
      await expect
        .poll(async () => (await rig.ask('/d/far/0.9.0/linked.bin', {}, 'HEAD')).headers.etag)
        .toBe(`"${other.sha256}"`);
      const whole = await rig.ask('/d/far/0.9.0/linked.bin');
      expect([whole.isWhole, sha256Of(whole.bytes)]).toEqual([true, other.sha256]);
      // Found out before the first byte went out, it is measured and sent.
      rig.app.clock.advance(60_000);
      const tiny = gitlab.objects.addressOf('tiny.bin', new PlainFile('a'));
      const links = [{ name: 'tiny.bin', url: tiny }];
      gitlab.release({ tag_name: '0.8.0', released_at: '2026-09-01T10:00:00.000Z', links });
      await rig.sync('far');
      gitlab.objects.addressOf('tiny.bin', new PlainFile('b'));
      expect(await rig.ask('/d/far/0.8.0/tiny.bin')).toMatchObject({
        ...{ status: 200, isWhole: true, bytes: Buffer.from('b') },
        headers: { etag: `"${new PlainFile('b').sha256}"` },
      });
    });

    it('what GitLab does not tell of a file is found out, and said', async () => {
      const file = new SeededFile('small', 100_000);
      const part = await far.rig.ask(await far.publish('unmeasured.bin', file, false), { range: 'bytes=5-9' });
      expect(part).toMatchObject({ status: 206, headers: { etag: `"${file.sha256}"` } });
    });
  });
}
