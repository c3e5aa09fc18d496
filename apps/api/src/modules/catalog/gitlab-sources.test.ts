import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PlainFile, SeededFile } from '../../../../../ops/testing/gitlab/seeded-file.mjs';
import { usualManner } from '../../../../../ops/testing/gitlab/serve-file.mjs';
import { gitlabEnvironment, GitlabRig } from '../../testing/gitlab-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { UpstreamFigures } from './application/sources/upstream-figures.js';
import { UpstreamStatistics } from './domain/upstream-statistics.js';
import type { FileRecord } from './domain/tool-record.js';
import { retryAfterSeconds } from './sources/gitlab/retry-after.js';
import { GitlabSource } from './sources/gitlab/gitlab-source.js';
import { UpstreamCounts } from '../metrics/index.js';
import { ToolRepository } from './persistence/tool.repository.js';
import { bytesOf, recordOf } from './sources/release-source.contract.js';

const never = new AbortController().signal;

describe('files of a GitLab', () => {
  let app: TestApp;
  let admin: string;
  let rig: GitlabRig;
  beforeAll(async () => {
    app = await startTestApp(gitlabEnvironment);
    admin = await app.asAdmin();
  });
  afterAll(() => app.remove());
  beforeEach(async () => {
    rig = await GitlabRig.of(app, admin);
    return () => rig.stop();
  });

  const source = () => app.get(GitlabSource);
  const listed = async (settings = rig.source) => (await source().list(settings, null, never)).releases![0]!;
  const open = (file: FileRecord, span: { from: number; to: number } | null = null) =>
    source().open(rig.source, file, span, never);
  const read = async (file: FileRecord) => (await bytesOf(await open(file))).toString();

  it('are found wherever links lead, each once', async () => {
    const { gitlab } = rig;
    const direct = rig.publish('1.0.0', 'direct.zip', 'direct');
    rig.publish('1.0.0', 'web.zip', 'web');
    rig.publish('1.0.0', 'unlinked.zip', 'unlinked');
    rig.publish('0.9.0', 'of-other-version.zip', 'other');
    const byPath = `${gitlab.url}/api/v4/projects/team%2Ftool/packages/generic/tool/0.9.0/of-other-version.zip`;
    gitlab.publish({
      name: 'other',
      version: 'v1.0.0',
      file_name: 'sub/folder/direct.zip',
      file: new PlainFile('sub'),
    });
    gitlab.release({
      tag_name: 'v1.0.0',
      released_at: rig.nextDay(),
      links: [
        { name: 'Direct', url: direct, link_type: 'package' },
        { name: 'Direct again', url: `${direct}?again` },
        { name: 'Web', url: gitlab.webAddressOf('web.zip') },
        { name: 'Other version', url: byPath },
        { name: 'What to do', url: 'https://wiki.example/runbook', link_type: 'runbook' },
        { name: 'Page', url: `${gitlab.url}/${gitlab.path}/-/wikis/home` },
        { name: 'FTP', url: 'ftp://127.0.0.1/a.zip' },
      ],
    });
    const { files } = await listed();
    expect(files.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['direct.zip', 6],
      ['web.zip', 3],
      ['of-other-version.zip', 5],
      ['Page', null],
      ['direct-2.zip', 3],
      ['unlinked.zip', 8],
    ]);
    const texts: Record<string, string> = {};
    for (const file of files.filter(({ name }) => name !== 'Page')) texts[file.name] = await read(recordOf(file));
    expect(texts).toEqual({
      ...{ 'direct.zip': 'direct', 'web.zip': 'web', 'of-other-version.zip': 'other' },
      ...{ 'direct-2.zip': 'sub', 'unlinked.zip': 'unlinked' },
    });
    // GitLab answers whoever may not see a page with 200 and the way to sign in.
    const page = recordOf(files.find(({ name }) => name === 'Page')!);
    await expect(read(page)).rejects.toMatchObject({ code: 'source_unavailable' });
    expect((await source().list(rig.source, null, never)).notes).toEqual([
      '"v1.0.0: FTP" leads to nothing that can be served.',
    ]);
  });

  it('take the token along for what the project gives away, and for nothing that a link may name', async () => {
    const { gitlab } = rig;
    const api = `${gitlab.url}/api/v4`;
    const wanted = [
      `${api}/user`,
      `${api}/projects/99/packages/generic/a/1/a.zip`,
      `${api}/projects/24/variables`,
      `${api}/projects/24/packages/../variables`,
      `${api}/projects/24/packages/generic/a/1/b%2F..%2F..%2F..%2F..%2Fvariables`,
      `${api}/projects/24/packages/generic/..%2F/1/..%2f..%2f..%2fvariables`,
      `${api}/projects/24/packages/generic/%2e%2e/%2e%2e/%2e%2e/variables`,
      `${api}/projects/24/repository/files/secret%2Eenv/raw`,
      `${api}/groups/1/releases/1/downloads/x`,
    ];
    const links = wanted.map((url, nth) => ({ name: `l${nth}.bin`, url }));
    gitlab.release({ tag_name: 'v1', released_at: rig.nextDay(), links });
    const { files } = await listed();
    const before = gitlab.requests.length;
    for (const file of files) {
      await expect(read(recordOf(file))).rejects.toMatchObject({ code: expect.stringMatching(/^(source_|file_)/) });
    }
    expect(files.length).toBeGreaterThan(4);
    const asked = gitlab.requests.slice(before);
    expect(asked).toHaveLength(files.length);
    expect(asked.filter(({ headers }) => headers['private-token'] !== undefined)).toEqual([]);
  });

  it('are shown the token on the way only where the project gives them away', async () => {
    const { gitlab } = rig;
    const api = `${gitlab.url}/api/v4/projects/${gitlab.projectId}`;
    gitlab.instead.set('/variables', '[{"key":"DEPLOY_KEY","value":"not for everybody"}]');
    const moved = rig.publish('9.9.9', 'moved.bin', 'moved');
    const named = (url: string, name: string) => ({ name, url, direct_asset_path: `/${name}` });
    const links = (url: string) => [
      named(`${api}/variables`, 'x.bin'),
      named(`${api}/packages/maven/a/..%2f..%2f..%2fvariables`, 'y.bin'),
      named(`${gitlab.url}/storage/z.bin?signature=1`, 'z.bin'),
      named(url, 'moved.bin'),
    ];
    const released_at = rig.nextDay();
    gitlab.release({ tag_name: 'v1', released_at, links: links(gitlab.objects.addressOf('a', new PlainFile('a'))) });
    const { files } = await listed();
    expect(files.map(({ name }) => name)).toEqual(['x.bin', 'y.bin', 'z.bin', 'moved.bin']);
    gitlab.editRelease('v1', { links: links(moved) });
    const before = gitlab.requests.length;
    for (const file of files.slice(0, 3)) await expect(read(recordOf(file))).rejects.toThrow();
    expect(await read(recordOf(files[3]!))).toBe('moved');
    const shown = gitlab.requests.slice(before).filter(({ headers }) => headers['private-token'] !== undefined);
    const paths = shown.map(({ path }) => path.replace('/api/v4/projects/24', ''));
    expect(paths).toEqual([
      ...['x.bin', 'y.bin', 'z.bin', 'moved.bin'].map((name) => `/releases/v1/downloads/${name}`),
      '/packages/generic/tool/9.9.9/moved.bin',
    ]);
    expect(gitlab.objects.faults).toEqual([]);
  });

  it('are had by the path of a project, too, and beneath an address of its own', async () => {
    rig.release('v1.0.0', { 'tool.zip': 'it' });
    const byPath = { ...rig.source, baseUrl: `${rig.gitlab.url}/`, projectId: rig.gitlab.path } as never;
    const { files } = await listed(byPath);
    expect(files).toMatchObject([{ name: 'tool.zip', sizeBytes: 2 }]);
    expect((await bytesOf(await source().open(byPath, recordOf(files[0]!), null, never))).toString()).toBe('it');
  });

  it('are there without a package registry', async () => {
    rig.release('v1.0.0');
    rig.gitlab.hasPackages = false;
    expect(await listed()).toMatchObject({ version: 'v1.0.0', files: [] });
  });

  it('are streamed from afar, and let go when nobody takes them', async () => {
    const { gitlab } = rig;
    const large = new SeededFile('large', 64 * 1024 * 1024);
    gitlab.publish({ name: 'tool', version: '1.0.0', file_name: 'large.bin', file: large });
    gitlab.release({ tag_name: 'v1.0.0', released_at: rig.nextDay() });
    const file = recordOf((await listed()).files[0]!);
    expect(file).toMatchObject({ sizeBytes: large.sizeBytes, sha256: large.sha256 });
    const [from, to] = [33_000_001, 33_500_003];
    const part = await bytesOf(await open(file, { from, to }));
    expect(part.equals(Buffer.concat([...large.bytes(from, to)]))).toBe(true);
    const gone = new AbortController();
    const body = await open(file);
    await body.pumpTo({ write: () => void gone.abort(), signal: gone.signal });
    await expect.poll(() => gitlab.objects.connections()).toBe(0);
  });

  it('tell what became of them in words without addresses', async () => {
    const { gitlab } = rig;
    rig.release('v1.0.0', { 'tool.zip': 'as it was told' });
    const file = recordOf((await listed()).files[0]!);
    const failure = () =>
      read(file).then(
        () => null,
        (error: { code: string; message: string; details?: unknown }) => error,
      );
    const expectPlain = async (code: string) => {
      const error = await failure();
      expect(error).toMatchObject({ code });
      expect(`${error?.message}${JSON.stringify(error?.details)}`).not.toMatch(/127\.0\.0\.1|localhost|glpat/);
      return error;
    };
    gitlab.objects.manner = { ...usualManner, cutAfterBytes: 5 };
    await expectPlain('body_incomplete');
    gitlab.objects.manner = { ...usualManner };
    gitlab.limit(1, 77);
    expect((await expectPlain('source_unavailable'))?.details).toEqual({ retryAfterSeconds: 77 });
    gitlab.state = 'failing';
    await expectPlain('source_unavailable');
    gitlab.state = 'up';
    await gitlab.objects.close();
    await expectPlain('source_unavailable');
    await gitlab.goDown();
    await expectPlain('source_unavailable');
  });

  it('are not fetched from where the server may not go', async () => {
    const url = 'http://169.254.169.254/latest/meta-data/iam.zip';
    rig.gitlab.release({ tag_name: 'v1', released_at: rig.nextDay(), links: [{ name: 'meta', url }] });
    const file = recordOf((await listed()).files[0]!);
    await expect(read(file)).rejects.toMatchObject({ code: 'source_unavailable' });
  });

  it('come with what GitLab counted itself, once a day', async () => {
    rig.gitlab.days = [
      { date: '2026-11-20', count: 4 },
      { date: '2026-11-19', count: 0 },
    ];
    expect(await app.get(UpstreamStatistics).of(rig.source)).toEqual([
      { day: '2026-11-20', fetches: 4 },
      { day: '2026-11-19', fetches: 0 },
    ]);
    await rig.call('POST', '/api/catalog/tools', { slug: 'counted', name: 'C', summary: 'C.', source: rig.source });
    const asked = () => rig.gitlab.requests.filter(({ path }) => path.endsWith('/statistics')).length;
    const before = asked();
    await app.get(UpstreamFigures).run();
    await app.get(UpstreamFigures).run();
    expect(asked()).toBe(before + 1);
    app.clock.advance(24 * 60 * 60_000);
    await app.get(UpstreamFigures).run();
    expect(asked()).toBe(before + 2);
    app.clock.advance(24 * 60 * 60_000);
    rig.gitlab.state = 'failing';
    await app.get(UpstreamFigures).run();
    rig.gitlab.state = 'up';
    await app.get(UpstreamFigures).run();
    expect(asked()).toBe(before + 4);
    const crosscheck = await app.call('GET', '/api/metrics/crosscheck?tool=counted', undefined, {
      token: (await app.signIn('ada@example.test')).json.accessToken,
    });
    expect(crosscheck.status).toBe(200);
  });
});

describe('what GitLab counted', () => {
  it('is asked of all, whatever goes wrong with one', async () => {
    const app = await startTestApp(gitlabEnvironment);
    const admin = await app.asAdmin();
    const source = { kind: 'gitlab', baseUrl: 'http://127.0.0.1:9', projectId: 1 };
    for (const slug of ['a', 'b'])
      await app.call('POST', '/api/catalog/tools', { slug, name: slug, summary: 'S.', source }, { token: admin });
    let asked = 0;
    class Spoiled extends UpstreamStatistics {
      of(): Promise<never> {
        asked += 1;
        return Promise.reject(new TypeError('spoiled'));
      }
    }
    const figures = new UpstreamFigures(app.get(ToolRepository), new Spoiled(), app.get(UpstreamCounts), app.clock);
    await figures.run();
    expect(asked).toBe(2);
    await app.remove();
  });
});

describe('when GitLab wants to be asked again', () => {
  it.each([
    [{ 'retry-after': '60' }, 60],
    [{ 'retry-after': '0' }, 1],
    [{ 'retry-after': '99999999999' }, 86_400],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:30 GMT' }, 90],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 1],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon', 'ratelimit-reset': '1767225660' }, 60],
    [{}, undefined],
  ] as [Record<string, string>, number | undefined][])('%o is told as %s', (headers, seconds) => {
    expect(retryAfterSeconds(new Headers(headers), Date.UTC(2026, 0, 1))).toBe(seconds);
  });
});
