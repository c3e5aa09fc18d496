import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { DownloadRig, sha256Of, someBytes } from './testing/download-rig.js';

const bytes = someBytes(300_000);
const sha256 = sha256Of(bytes);
const etag = `"${sha256}"`;
const path = '/d/boat/1.2.0/boat.zip';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`downloads from a folder on ${kind.name}`, () => {
    let rig: DownloadRig;

    beforeAll(async () => {
      rig = await DownloadRig.on(kind);
      rig.lay('boat', '1.2.0', { 'boat.zip': bytes, 'empty.txt': '', 'one.txt': 'x', 'page.html': '<h1>Hi</h1>' });
      rig.lay('boat', '1.1.0', { 'boat.zip': 'older' });
      await rig.make('boat');
    });
    afterAll(() => rig.remove());

    it('come whole, with all that tells them from others', async () => {
      const answer = await rig.ask(path);
      expect(answer).toMatchObject({ status: 200, isWhole: true });
      expect(answer.bytes.equals(bytes)).toBe(true);
      expect(answer.headers).toMatchObject({
        etag,
        'content-length': '300000',
        'accept-ranges': 'bytes',
        'content-disposition': `attachment; filename="boat.zip"; filename*=UTF-8''boat.zip`,
        'x-checksum-sha256': sha256,
        'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
        'cache-control': 'public, max-age=3600',
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
      });
      expect(Date.parse(String(answer.headers['last-modified']))).toBeLessThanOrEqual(Date.now());
      const tool = await rig.call('GET', '/api/catalog/tools/boat');
      const [{ files }] = tool.json.versions;
      expect(files.find((file: { name: string }) => file.name === 'boat.zip')).toMatchObject({
        sha256,
        sizeBytes: 300_000,
      });
    });

    it('the newest version has an address of its own', async () => {
      const answer = await rig.ask('/d/boat/latest/boat.zip');
      expect(answer).toMatchObject({ status: 200, headers: { etag, 'cache-control': 'no-cache' } });
      expect((await rig.ask('/d/boat/1.1.0/boat.zip')).bytes.toString()).toBe('older');
    });

    it.each([
      ['bytes=0-0', 0, 1],
      ['bytes=0-299999', 0, 300_000],
      ['bytes=299999-', 299_999, 300_000],
      ['bytes=262143-262145', 262_143, 262_146],
      ['bytes=100-900000', 100, 300_000],
      ['bytes=-5', 299_995, 300_000],
      ['bytes=-900000', 0, 300_000],
    ])('%s is a part', async (range, from, to) => {
      const answer = await rig.ask(path, { range });
      expect(answer).toMatchObject({
        status: 206,
        isWhole: true,
        headers: { etag, 'content-range': `bytes ${from}-${to - 1}/300000`, 'content-length': String(to - from) },
      });
      expect(answer.bytes.equals(bytes.subarray(from, to))).toBe(true);
    });

    it.each(['bytes=300000-', 'bytes=900000-900001', 'bytes=-0'])('%s begins behind the end', async (range) => {
      const answer = await rig.ask(path, { range });
      expect(answer).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */300000' } });
      expect(JSON.parse(answer.bytes.toString())).toMatchObject({ code: 'range_not_satisfiable' });
    });

    it.each(['bytes=0-1,5-6', 'bytes=5-1', 'lines=1-2', 'bytes=x'])('%s gets the whole', async (range) => {
      expect(await rig.ask(path, { range })).toMatchObject({ status: 200, headers: { 'content-length': '300000' } });
    });

    it('a part is only put to what is the same file still', async () => {
      const part = (onlyIf: string) => rig.ask(path, { range: 'bytes=10-19', 'if-range': onlyIf });
      expect((await part(etag)).status).toBe(206);
      for (const other of [`"${sha256Of(Buffer.from('other'))}"`, `W/${etag}`, sha256]) {
        expect([other, (await part(other)).status]).toEqual([other, 200]);
      }
      const { headers } = await rig.ask(path);
      expect((await part(String(headers['last-modified']))).status).toBe(200);
    });

    it('who has it already is told so, and who wants another one too', async () => {
      for (const tags of [etag, `"x", W/${etag}`, '*']) {
        const answer = await rig.ask(path, { 'if-none-match': tags });
        expect(answer).toMatchObject({ status: 304, headers: { etag, 'cache-control': 'public, max-age=3600' } });
        expect([answer.bytes.length, answer.headers['content-disposition']]).toEqual([0, undefined]);
      }
      expect((await rig.ask(path, { 'if-none-match': '"other"' })).status).toBe(200);
      expect((await rig.ask(path, { 'if-match': '"other"' })).status).toBe(412);
      expect((await rig.ask(path, { 'if-match': etag })).status).toBe(200);
    });

    it('HEAD says the same as GET, and sends nothing', async () => {
      const withoutDate = ({ date: _date, 'x-request-id': _id, ...headers }: object & Record<string, unknown>) =>
        headers;
      const get = await rig.ask(path);
      // It has no ranges.
      for (const headers of [{}, { range: 'bytes=5-9' }, { range: 'bytes=300000-' }] as Record<string, string>[]) {
        const head = await rig.ask(path, headers, 'HEAD');
        expect([head.status, head.bytes.length]).toEqual([200, 0]);
        expect(withoutDate(head.headers)).toEqual(withoutDate(get.headers));
      }
      expect((await rig.ask('/d/boat/9/boat.zip', {}, 'HEAD')).status).toBe(404);
    });

    it('files of no byte and of one are files', async () => {
      const empty = await rig.ask('/d/boat/1.2.0/empty.txt');
      expect(empty).toMatchObject({ status: 200, isWhole: true, headers: { 'content-length': '0' } });
      expect((await rig.ask('/d/boat/1.2.0/empty.txt', { range: 'bytes=0-' })).status).toBe(416);
      const one = await rig.ask('/d/boat/1.2.0/one.txt');
      expect([one.status, one.bytes.toString(), one.isWhole]).toEqual([200, 'x', true]);
    });

    it('answers follow one another on one connection', async () => {
      const twice = [
        `${rig.app.url}${path}`,
        '-o',
        '/dev/null',
        '-w',
        '%{http_code} %{size_download} %{num_connects}\\n',
      ];
      const { output } = await rig.curl([...twice, ...twice]);
      expect(output.trim().split('\n')).toEqual(['200 300000 1', '200 300000 0']);
    });

    it('what is not there is told in words, whatever is written in its place', async () => {
      const codeAt = async (address: string) => {
        const { status, bytes: body } = await rig.ask(address);
        return `${status} ${JSON.parse(body.toString()).code}`;
      };
      expect(await codeAt('/d/ghost/1.2.0/boat.zip')).toBe('404 tool_not_found');
      expect(await codeAt('/d/boat/9/boat.zip')).toBe('404 release_not_found');
      expect(await codeAt('/d/boat/1.2.0/ghost.zip')).toBe('404 file_not_found');
      const tricks = [
        '/d/boat/1.2.0/..%2f1.1.0%2fboat.zip',
        '/d/boat/1.2.0/%2e%2e',
        '/d/boat/../boat/1.2.0/boat.zip',
        '/d/boat/1.2.0/../../../etc/passwd',
        '/d/boat/%2e%2e/boat.zip',
        '/d/boat/1.2.0%2fboat.zip',
        '/d/boat/1.2.0/boat.zip%00',
        '/d/boat/1.2.0/%ff',
        '/d/boat/1.2.0/boat.zip/',
        '/d/%2e%2e/1.2.0/boat.zip',
      ];
      for (const trick of tricks)
        expect([trick, (await rig.ask(trick)).status]).toEqual([trick, expect.toBeOneOf([400, 404])]);
      expect((await rig.ask(path, {}, 'POST')).status).toBeOneOf([404, 405]);
    });

    it.each(['with space.zip', 'ünï-日本.zip', '100%25.zip', `it's "quoted"; x=1.zip`, 'a+b&c#d?.zip'])(
      'a file may be called %s',
      async (name) => {
        rig.lay('odd', '1 %2F', { [name]: name });
        await rig.make('odd').catch(() => rig.sync('odd'));
        const answer = await rig.ask(`/d/odd/${encodeURIComponent('1 %2F')}/${encodeURIComponent(name)}`);
        expect([answer.status, answer.bytes.toString()]).toEqual([200, name]);
        const disposition = String(answer.headers['content-disposition']);
        expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(name);
        const tool = await rig.app.call('GET', '/api/catalog/tools/odd');
        const file = tool.json.versions[0].files.find((each: { name: string }) => each.name === name);
        expect(new URL(file.url).pathname).toBe(`/d/odd/${encodeURIComponent('1 %2F')}/${encodeURIComponent(name)}`);
      },
    );

    it('a version that was withdrawn is gone', async () => {
      rig.lay('shy', '1', { 'a.txt': 'a' });
      rig.lay('shy', '2', { 'a.txt': 'b' });
      await rig.make('shy');
      rmSync(join(rig.root, 'shy', '2'), { recursive: true });
      await rig.sync('shy');
      const gone = await rig.ask('/d/shy/2/a.txt');
      expect([gone.status, JSON.parse(gone.bytes.toString()).code]).toEqual([410, 'release_withdrawn']);
      expect((await rig.ask('/d/shy/latest/a.txt')).bytes.toString()).toBe('a');
    });

    it('a file that was replaced is found anew, with another checksum', async () => {
      rig.lay('fresh', '1', { 'a.txt': 'before' });
      await rig.make('fresh');
      const before = await rig.ask('/d/fresh/1/a.txt');
      writeFileSync(join(rig.root, 'fresh', '1', 'a.txt'), 'and after');
      const after = await rig.ask('/d/fresh/1/a.txt', { range: 'bytes=4-', 'if-range': String(before.headers.etag) });
      expect([before.bytes.toString(), after.status, after.bytes.toString()]).toEqual(['before', 200, 'and after']);
      expect(after.headers.etag).toBe(`"${sha256Of(Buffer.from('and after'))}"`);
    });

    it('a date does not say that a file stayed the same', async () => {
      rig.lay('dated', '1', { 'a.txt': 'before' });
      await rig.make('dated');
      const before = await rig.ask('/d/dated/1/a.txt');
      const date = String(before.headers['last-modified']);
      for (const since of [date, new Date(Date.now() + 60_000).toUTCString()]) {
        const again = await rig.ask('/d/dated/1/a.txt', { 'if-modified-since': since });
        expect([again.status, again.bytes.toString()]).toEqual([200, 'before']);
      }
      const part = await rig.ask('/d/dated/1/a.txt', { range: 'bytes=2-', 'if-range': date });
      expect(part.status).toBe(200);
    });

    it('a tool for members is theirs: by a bearer, or by a token as the password', async () => {
      rig.lay('inner', '1', { 'a.txt': 'secret' });
      await rig.make('inner', { visibility: 'members' });
      const stranger = await rig.ask('/d/inner/1/a.txt');
      expect(stranger).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="Bothy", charset="UTF-8"' },
      });
      expect(stranger.bytes.toString()).not.toContain('secret');
      const member = await rig.ask('/d/inner/1/a.txt', { authorization: `Bearer ${rig.admin}` });
      expect(member).toMatchObject({ status: 200, headers: { 'cache-control': 'private, no-cache' } });
      const minted = await rig.call('POST', '/api/tokens', { name: 'ci', scopes: ['catalog:read'], expiresInDays: 1 });
      expect(minted.status).toBe(201);
      const address = `${rig.app.url}/d/inner/1/a.txt`;
      expect(await rig.curl(['-u', `any:${minted.json.token}`, address])).toEqual({ code: 0, output: 'secret' });
      const wrong = await rig.ask('/d/inner/1/a.txt', { authorization: `Basic ${btoa('any:bty_wrong')}` });
      expect(wrong).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.stringMatching(/^Basic /) } });
    });

    it('whoever is no member any more gets no more of what is for members', async () => {
      rig.lay('vault', '1', { 'large.bin': '' });
      truncateSync(join(rig.root, 'vault', '1', 'large.bin'), 100_000_000);
      await rig.make('vault', { visibility: 'members' });
      const minted = await rig.call('POST', '/api/tokens', { name: 'ci', scopes: ['catalog:read'], expiresInDays: 1 });
      const asked = rig.begin('/d/vault/1/large.bin', { authorization: `Bearer ${minted.json.token}` });
      const answer = await new Promise<IncomingMessage>((resolve) => asked.once('response', resolve));
      expect((await rig.call('DELETE', `/api/tokens/${minted.json.id}`)).status).toBe(204);
      answer.on('error', () => {}).resume();
      await new Promise((resolve) => answer.once('close', resolve));
      expect(answer.complete).toBe(false);
    });

    it('each answer tells how much of which file was sent', async () => {
      rig.told.length = 0;
      const told = () => rig.told.filter(({ part }) => part.tool === 'boat');
      await rig.ask(path, { 'user-agent': 'curl/8', referer: 'https://example.org/page' });
      await rig.ask('/d/boat/latest/boat.zip', { range: 'bytes=100-199' });
      await rig.ask(path, {}, 'HEAD');
      await rig.ask(path, { 'if-none-match': etag });
      await rig.ask(path, { range: 'bytes=900000-' });
      await expect.poll(() => told().length).toBe(2);
      const part = { tool: 'boat', version: '1.2.0', file: 'boat.zip', sizeBytes: 300_000 };
      expect(told().map((each) => each.part)).toEqual([
        { ...part, from: 0, to: 300_000 },
        { ...part, from: 100, to: 200 },
      ]);
      expect(told()[0]?.visitor).toMatchObject({ userAgent: 'curl/8', referrer: 'https://example.org/page' });
    });

    it('a download that was cut goes on where it was', async () => {
      const large = someBytes(20_000_000, 7);
      rig.lay('ship', '1', { 'ship.bin': large });
      await rig.make('ship');
      const target = join(rig.root, 'ship.part');
      const address = `${rig.app.url}/d/ship/1/ship.bin`;
      // It gives up in the middle, as a phone in a tunnel does.
      const first = await rig.curl(['--limit-rate', '8M', '--max-time', '1', '-o', target, address]);
      expect(first.code).toBe(28);
      const begun = statSync(target).size;
      expect(begun).toBeGreaterThan(0);
      expect(begun).toBeLessThan(large.length);
      const rest = await rig.curl(['-C', '-', '-o', target, '-w', '%{http_code} %{size_download}', address]);
      expect(rest).toEqual({ code: 0, output: `206 ${large.length - begun}` });
      expect(sha256Of(readFileSync(target))).toBe(sha256Of(large));
    });
  });
}
