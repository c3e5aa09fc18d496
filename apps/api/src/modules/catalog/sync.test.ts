import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gitlabEnvironment, GitlabRig, gitlabSecret } from '../../testing/gitlab-rig.js';
import { startAppOn } from '../../testing/app-on.js';
import type { TestApp } from '../../testing/test-app.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { DueSyncs } from './application/sources/due-syncs.js';

const minuteMs = 60_000;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`releases of a GitLab on ${kind.name}`, () => {
    let app: TestApp;
    let rig: GitlabRig;
    let admin: string;
    let remove: () => Promise<void>;
    let slug = '';
    let count = 0;

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind, { ...gitlabEnvironment, BOTHY_LIMIT_SIGN_IN: '1000' }));
      await app.asAdmin();
    });
    afterAll(() => remove());
    beforeEach(async () => {
      await signIn();
      rig = await GitlabRig.of(app, admin);
      count += 1;
      slug = `tool-${count}`;
      return () => rig.stop();
    });

    /** A session does not outlive a clock that is put on. */
    const signIn = async () => void (admin = (await app.signIn('ada@example.test')).json.accessToken);
    const advance = async (ms: number) => {
      app.clock.advance(ms);
      await signIn();
    };
    const call = (method: string, path = '', body?: unknown) =>
      app.call(method, `/api/catalog/tools${path}`, body, { token: admin });
    const make = (more: object = {}) =>
      call('POST', '', { slug, name: slug, summary: 'A tool.', source: { ...rig.source, ...more } });
    const sync = () => call('POST', `/${slug}/sync`);
    const see = async () => (await call('GET', `/${slug}`)).json;
    const versions = async () => (await see()).versions.map(({ version }: { version: string }) => version);
    const due = () => app.get(DueSyncs).run();
    const waitMs = async () => {
      const { nextSyncAt, triedAt } = (await see()).management;
      return Date.parse(nextSyncAt) - Date.parse(triedAt);
    };
    const download = (version: string, name: string) => fetch(`${app.url}/d/${slug}/${version}/${name}`);

    it('are listed with files, sizes and checksums', async () => {
      rig.release('v1.0.0', { 'tool.zip': 'the first' });
      rig.gitlab.editRelease('v1.0.0', { name: 'The first', description: '# It is here' });
      expect((await make()).status).toBe(201);
      const { versions, freshness, management } = await see();
      const sha256 = createHash('sha256').update('the first').digest('hex');
      expect(versions).toMatchObject([
        {
          ...{ version: 'v1.0.0', name: 'The first', notes: '# It is here', prerelease: false },
          files: [{ name: 'tool.zip', sizeBytes: 9, sha256 }],
        },
      ]);
      expect(freshness).toMatchObject({ stale: false });
      expect(management).toMatchObject({ problem: null });
      expect(await waitMs()).toBe(15 * minuteMs);
      expect(await (await download('v1.0.0', 'tool.zip')).text()).toBe('the first');
    });

    it('come in pages, and are asked for again only when they changed', async () => {
      rig.gitlab.mostPerPage = 20;
      for (let nth = 1; nth <= 250; nth += 1)
        rig.gitlab.release({ tag_name: `v1.${nth}.0`, released_at: rig.nextDay() });
      rig.publish('1.250.0', 'tool.zip', 'the newest');
      await make();
      expect((await sync()).json).toMatchObject({ versions: 250, files: 1, unchanged: true });
      expect((await see()).versions).toHaveLength(250);
      const before = rig.gitlab.requests.length;
      expect((await sync()).json).toMatchObject({ unchanged: true, added: 0, withdrawn: 0 });
      const asked = rig.gitlab.requests.slice(before);
      expect(asked).toHaveLength(13 + 1 + 1);
      expect(asked.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true);
      // An old one is added: no page but the last grows.
      rig.gitlab.release({ tag_name: 'v0.1.0', released_at: '2020-01-01T00:00:00.000Z' });
      expect((await sync()).json).toMatchObject({ unchanged: false, added: 1, versions: 251 });
      rig.gitlab.etagSalt = 'another';
      expect((await sync()).json).toMatchObject({ unchanged: false, added: 0, withdrawn: 0 });
    });

    it('grow by a page when the last one was full', async () => {
      rig.gitlab.mostPerPage = 2;
      for (const tag of ['v2', 'v3']) rig.release(tag);
      await make();
      rig.gitlab.release({ tag_name: 'v1', released_at: '2020-01-01T00:00:00.000Z' });
      expect((await sync()).json).toMatchObject({ unchanged: false, added: 1 });
      expect(await versions()).toEqual(['v3', 'v2', 'v1']);
    });

    it('wait as long as GitLab says', async () => {
      rig.release('v1.0.0', { 'tool.zip': 'the first' });
      await make();
      rig.gitlab.limit(1, 1234);
      const refused = await sync();
      expect(refused).toMatchObject({ status: 503, json: { code: 'source_unavailable' } });
      expect(refused.headers.get('retry-after')).toBe('1234');
      expect(await waitMs()).toBe(1_234_000);
      expect(await see()).toMatchObject({
        freshness: { stale: true },
        management: { problem: 'GitLab was asked too often. It is asked again later.' },
        versions: [{ version: 'v1.0.0' }],
      });
      const before = rig.gitlab.requests.length;
      await due();
      expect(rig.gitlab.requests).toHaveLength(before);
      await advance(1_235_000);
      await due();
      expect(rig.gitlab.requests.length).toBeGreaterThan(before);
      expect(await see()).toMatchObject({ freshness: { stale: false }, management: { problem: null } });
    });

    it('stay as they were known while GitLab is away, which is asked less and less often', async () => {
      rig.release('v1.0.0', { 'tool.zip': 'the first' });
      await make();
      const { syncedAt } = (await see()).freshness;
      await rig.gitlab.goDown();
      const waits: number[] = [];
      for (let turn = 0; turn < 7; turn += 1) {
        await advance((waits.at(-1) ?? 15 * minuteMs) + 1000);
        await due();
        waits.push(await waitMs());
      }
      const minutes = waits.map((each) => Math.floor(each / minuteMs));
      expect(minutes).toEqual([15, 30, 60, 120, 240, 360, 360]);
      expect(await see()).toMatchObject({
        freshness: { stale: true, syncedAt },
        management: { problem: 'GitLab could not be reached, or broke off.' },
        versions: [{ version: 'v1.0.0', files: [{ name: 'tool.zip', sizeBytes: 9 }] }],
      });
      expect((await download('v1.0.0', 'tool.zip')).status).toBe(503);
      await rig.gitlab.comeBack();
      rig.gitlab.state = 'failing';
      expect((await sync()).json.title).toBe('GitLab answered with the status 500.');
      rig.gitlab.state = 'up';
      expect((await sync()).json).toMatchObject({ unchanged: true });
      expect((await see()).freshness).toMatchObject({ stale: false });
    });

    it('are gone once they are withdrawn, and back when they are back', async () => {
      rig.release('v1.0.0', { 'tool.zip': 'the first' });
      rig.release('v2.0.0', { 'tool.zip': 'the second' });
      await make();
      const address = ['v2.0.0', 'tool.zip'] as const;
      expect((await download(...address)).status).toBe(200);
      const { released_at } = { released_at: rig.nextDay() };
      rig.gitlab.withdraw('v2.0.0');
      expect((await sync()).json).toMatchObject({ withdrawn: 1, versions: 1 });
      expect(await versions()).toEqual(['v1.0.0']);
      expect((await download(...address)).status).toBe(410);
      expect((await download('latest', 'tool.zip')).status).toBe(200);
      rig.gitlab.release({ tag_name: 'v2.0.0', released_at });
      expect((await sync()).json).toMatchObject({ added: 1 });
      expect((await download(...address)).status).toBe(200);
    });

    it('leave out what is only announced', async () => {
      rig.release('v1.0.0');
      rig.gitlab.release({ tag_name: 'v9', released_at: '2099-01-01T00:00:00.000Z', upcoming_release: true });
      await make();
      expect(await versions()).toEqual(['v1.0.0']);
      expect((await see()).versions[0].files).toEqual([]);
    });

    it('say what is wrong with the token, and never the token', async () => {
      rig.release('v1.0.0');
      await make();
      const right = rig.gitlab.token;
      rig.gitlab.token = 'another';
      const refused = await sync();
      expect(refused.json.title).toMatch(/^GitLab does not take the token/);
      rig.gitlab.token = right;
      rig.gitlab.projectId = 25;
      expect((await sync()).json.title).toMatch(/^GitLab has no such project, or the token may not see it/);
      const patch = { source: { kind: 'gitlab', baseUrl: rig.gitlab.url, projectId: 25 } };
      expect((await call('PATCH', `/${slug}`, patch)).status).toBe(200);
      const stranger = await sync();
      expect(stranger.json.title).toMatch(/Name a secret that holds one/);
      for (const { text } of [refused, stranger, await call('GET', `/${slug}`)]) expect(text).not.toContain(right);
      expect(refused.text).not.toContain(new URL(rig.gitlab.url).host);
    });

    it('want a token that may be sent to that GitLab', async () => {
      const elsewhere = { value: rig.gitlab.token, origins: ['https://gitlab.example.com'] };
      await rig.call('PUT', `/api/secrets/${gitlabSecret}`, elsewhere);
      const refused = await make();
      expect(refused.status).toBe(400);
      expect(refused.json.issues[0].path).toEqual(['source', 'tokenSecret']);
      expect(rig.gitlab.requests).toHaveLength(0);
    });

    it('send the token to GitLab and to nobody else', async () => {
      rig.release('v1.0.0', { 'tool.zip': 'the first' });
      const elsewhere = rig.gitlab.objects.addressOf('external.bin', {
        sizeBytes: 4,
        sha256: '',
        bytes: () => [Buffer.from('else')],
      });
      rig.gitlab.editRelease('v1.0.0', {
        links: [
          { name: 'external.bin', url: elsewhere },
          { name: 'by path', url: `${elsewhere}&by=path`, direct_asset_path: '/bin/by-path.bin' },
        ],
      });
      await make();
      await sync();
      const [{ files }] = (await see()).versions;
      expect(files.map(({ name, sizeBytes }: { name: string; sizeBytes: number }) => [name, sizeBytes])).toEqual([
        ['by-path.bin', 4],
        ['external.bin', 4],
        ['tool.zip', 9],
      ]);
      for (const { name } of files) expect((await download('v1.0.0', name)).status).toBe(200);
      const { gitlab } = rig;
      expect(gitlab.requests.every(({ headers }) => headers['private-token'] === gitlab.token)).toBe(true);
      expect(gitlab.objects.requests.length).toBeGreaterThan(3);
      expect(gitlab.objects.faults).toEqual([]);
    });

    it('get checksums where GitLab tells none', async () => {
      const { gitlab } = rig;
      const file = { sizeBytes: 3, sha256: '-', bytes: () => [Buffer.from('abc')] };
      gitlab.publish({ name: 'tool', version: '1.0.0', file_name: 'old.bin', file, hasSha256: false });
      gitlab.release({ tag_name: 'v1.0.0', released_at: rig.nextDay() });
      await make();
      await sync();
      expect((await see()).versions[0].files).toMatchObject([
        { name: 'old.bin', sizeBytes: 3, sha256: createHash('sha256').update('abc').digest('hex') },
      ]);
      const read = gitlab.objects.requests.length;
      gitlab.etagSalt = 'another';
      await sync();
      expect(gitlab.objects.requests).toHaveLength(read);
    });

    it('find a file that was replaced since, at the moment it is downloaded', async () => {
      rig.release('v1.0.0', { 'tool.zip': 'the first' });
      await make();
      rig.publish('v1.0.0', 'tool.zip', 'and another one');
      const answer = await download('v1.0.0', 'tool.zip');
      expect([answer.status, await answer.text()]).toEqual([200, 'and another one']);
      expect((await see()).versions[0].files).toMatchObject([{ name: 'tool.zip', sizeBytes: 15 }]);
    });

    it('survive whatever is said of them', async () => {
      rig.release('v1.0.0', { 'tool.zip': 'the first' });
      await make();
      const good = { tag_name: 'v3', released_at: '2026-01-01T00:00:00Z', assets: null };
      const bad = [
        null,
        7,
        'text',
        {},
        { tag_name: '' },
        { ...good, tag_name: 'latest' },
        { ...good, tag_name: '..' },
        { ...good, tag_name: 'a\u0000b' },
        { ...good, tag_name: 'a\u202Eb' },
        { ...good, tag_name: 'no-date', released_at: 'yesterday' },
        { ...good, tag_name: 'far-date', released_at: '+275760-09-13T00:00:00.000Z' },
        { ...good, tag_name: 'x'.repeat(300) },
        { ...good, tag_name: 'links', assets: { links: 'none' } },
        JSON.parse('{"__proto__":{"tag_name":"v4","released_at":"2026-01-01T00:00:00Z"}}'),
      ];
      const links = ['javascript:alert(1)', 'ftp://x/y', 'http://u:p@x/y', 'file:///etc/passwd', '', '//x'].map(
        (url, nth) => ({ name: `l${nth}`, url }),
      );
      const told = [...bad, { ...good, description: `a\u0000\ud800${'x'.repeat(300_000)}`, assets: { links } }, good];
      rig.gitlab.instead.set('/releases', JSON.stringify(told));
      const { json } = await sync();
      expect(json).toMatchObject({ unchanged: false, versions: 1, files: 0, withdrawn: 1 });
      expect(json.notes.length).toBeGreaterThanOrEqual(bad.length);
      const [version] = (await see()).versions;
      expect(version.version).toBe('v3');
      expect(version.notes).toHaveLength(100_000);
      expect(version.notes.slice(0, 4)).toBe('a\uFFFD\uFFFDx');
      for (const body of [
        '',
        '{',
        '{"message":"no list"}',
        'null',
        '['.repeat(100_000),
        `"${'x'.repeat(17_000_000)}"`,
      ]) {
        rig.gitlab.instead.set('/releases', body);
        expect((await sync()).json).toMatchObject({ code: 'source_unavailable' });
        expect(await versions()).toEqual(['v3']);
      }
    });

    it('are asked for once, however many ask', async () => {
      rig.release('v1.0.0');
      await make();
      rig.gitlab.etagSalt = 'another';
      const before = rig.gitlab.requests.length;
      const results = await Promise.all([sync(), sync(), sync(), sync()]);
      expect(results.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const pages = rig.gitlab.requests.slice(before).filter(({ path }) => path.includes('/releases'));
      expect(pages.length).toBeLessThanOrEqual(4);
    });
  });
}
