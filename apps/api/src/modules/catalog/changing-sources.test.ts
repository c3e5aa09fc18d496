import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PlainFile } from '../../../../../ops/testing/gitlab/seeded-file.mjs';
import { gitlabEnvironment, GitlabRig } from '../../testing/gitlab-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { MissingChecksums } from './application/sources/missing-checksums.js';
import { ReleaseSync } from './application/sources/release-sync.js';
import { SourceBook } from './application/sources/source-book.js';
import { SourceRefresh } from './application/sources/source-refresh.js';
import { SyncLedger } from './application/sources/sync-ledger.js';
import { ReleaseRepository } from './persistence/release.repository.js';
import { ToolRepository } from './persistence/tool.repository.js';

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

describe('sources that change while they are asked', () => {
  let app: TestApp;
  let rig: GitlabRig;
  let root: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'bothy-catalog-'));
    app = await startTestApp({ ...gitlabEnvironment, BOTHY_CATALOG_ROOTS: root });
    rig = await GitlabRig.of(app, await app.asAdmin());
  });
  afterAll(async () => {
    await app.remove();
    await rig.stop();
    rmSync(root, { recursive: true });
  });

  const put = (tool: string, version: string, name: string, content: string) => {
    mkdirSync(join(root, tool, version), { recursive: true });
    writeFileSync(join(root, tool, version, name), content);
    return { kind: 'directory', path: join(root, tool) };
  };
  const call = (method: string, path: string, body?: unknown) => rig.call(method, `/api/catalog/tools${path}`, body);
  const make = (slug: string, source: object | null) =>
    call('POST', '', { slug, name: slug, summary: 'A tool.', source });
  const filesOf = async (slug: string) => (await call('GET', `/${slug}`)).json.versions[0].files;

  it('get sizes and checksums of a folder, and keep them', async () => {
    await make('measured', put('measured', '1.0.0', 'a.zip', 'content of a'));
    await call('POST', '/measured/sync');
    expect(await filesOf('measured')).toMatchObject([
      { name: 'a.zip', sizeBytes: 12, sha256: sha256Of('content of a') },
    ]);
    put('measured', '1.0.0', 'b.zip', 'b');
    put('measured', '1.0.0', 'a.zip', 'another content');
    expect((await call('POST', '/measured/sync')).json).toMatchObject({ unchanged: false, files: 2, added: 0 });
    expect(await filesOf('measured')).toMatchObject([
      { name: 'a.zip', sha256: sha256Of('another content') },
      { name: 'b.zip', sha256: sha256Of('b') },
    ]);
  });

  it('are asked anew where the tool got another one meanwhile', async () => {
    rig.release('v9.0.0');
    await make('moved', null);
    const letGo = rig.gitlab.hold();
    const patched = call('PATCH', '/moved', { source: rig.source });
    await expect.poll(() => app.get(ReleaseSync).isGoing('moved')).toBe(true);
    const other = { source: put('moved', '1.0.0', 'a.zip', 'a') };
    const again = call('PATCH', '/moved', other);
    await expect.poll(async () => (await app.get(ToolRepository).find('moved'))?.source?.kind).toBe('directory');
    letGo();
    await Promise.all([patched, again]);
    await call('POST', '/moved/sync');
    const { versions } = (await call('GET', '/moved')).json;
    expect(versions.map(({ version }: { version: string }) => version)).toEqual(['1.0.0']);
  });

  it('bring nothing back of a tool that was deleted meanwhile', async () => {
    await make('deleted', null);
    const letGo = rig.gitlab.hold();
    const patched = call('PATCH', '/deleted', { source: rig.source });
    await expect.poll(() => app.get(ReleaseSync).isGoing('deleted')).toBe(true);
    expect((await call('DELETE', '/deleted')).status).toBe(204);
    letGo();
    await patched;
    expect((await call('POST', '/deleted/sync')).json.code).toBe('tool_not_found');
  });

  it('cannot be asked where there is none', async () => {
    await make('bare', null);
    expect((await call('POST', '/bare/sync')).json).toMatchObject({ code: 'no_source', status: 409 });
  });

  it('are asked on the word of somebody who downloads, and not too often', async () => {
    await make('refreshed', put('refreshed', '1.0.0', 'a.zip', 'first'));
    await call('POST', '/refreshed/sync');
    const tool = (await app.get(ToolRepository).find('refreshed'))!;
    const fileOf = async () => (await app.get(ReleaseRepository).find(tool.id, '1.0.0'))!.files[0]!;
    const before = await fileOf();
    put('refreshed', '1.0.0', 'a.zip', 'second one');
    expect(await app.get(SourceRefresh).refresh(tool, before)).toBe(true);
    expect(await fileOf()).toMatchObject({ sizeBytes: 10, sha256: sha256Of('second one') });
    expect(await app.get(SourceRefresh).refresh(tool, before)).toBe(false);
    app.clock.advance(10_000);
    expect(await app.get(SourceRefresh).refresh(tool, await fileOf())).toBe(true);
  });

  it('are not asked by who downloads where they said when they want to be asked again', async () => {
    const { gitlab } = rig;
    rig.release('v11.0.0', { 'a.zip': 'a' });
    await make('limited', rig.source);
    gitlab.limit(1, 600);
    await call('POST', '/limited/sync');
    const tool = (await app.get(ToolRepository).find('limited'))!;
    const file = (await app.get(ReleaseRepository).find(tool.id, 'v11.0.0'))!.files[0]!;
    const before = gitlab.requests.length;
    expect(await app.get(SourceRefresh).refresh(tool, file)).toBe(false);
    expect(gitlab.requests).toHaveLength(before);
  });

  it('keep the newer listing where two servers ask at once', async () => {
    await make('twice', put('twice', '1.0.0', 'a.zip', 'a'));
    const tool = (await app.get(ToolRepository).find('twice'))!;
    const source = app.get(SourceBook);
    const older = await source.list(tool, null, new AbortController().signal);
    put('twice', '2.0.0', 'a.zip', 'b');
    const newer = await source.list(tool, null, new AbortController().signal);
    const ledger = app.get(SyncLedger);
    expect(await ledger.answered(tool, newer)).toMatchObject({ versions: 2 });
    expect(await ledger.answered(tool, older)).toBeNull();
    expect((await call('GET', '/twice')).json.versions).toHaveLength(2);
  });

  it('are measured however slow one of their files comes', async () => {
    const { gitlab } = rig;
    const measure = app.get(MissingChecksums);
    const { limits } = measure;
    measure.limits = { ...limits, ms: 200 };
    const own = { name: 'tool', version: 'v12', hasSha256: false };
    const slow = gitlab.objects.addressOf('slow.bin', new PlainFile('never comes'));
    gitlab.release({
      tag_name: 'v12',
      released_at: rig.nextDay(),
      links: [{ name: 'a-slow.bin', url: `${slow}&a-slow.bin` }],
    });
    gitlab.publish({ ...own, file_name: 'quick.bin', file: new PlainFile('quick') });
    gitlab.objects.manner.holds = true;
    gitlab.redirects = false;
    await make('dripping', rig.source);
    const measured = async () =>
      (await filesOf('dripping')).map(({ name, sha256 }: Record<string, unknown>) => [name, sha256]);
    await expect.poll(measured, { timeout: 10_000 }).toEqual([
      ['quick.bin', sha256Of('quick')],
      ['slow.bin', null],
    ]);
    Object.assign(gitlab, { redirects: true });
    gitlab.objects.manner.holds = false;
    gitlab.withdraw('v12');
    measure.limits = limits;
  });

  it('are measured however large a file is that lies here, and say so of one that lies afar', async () => {
    const measure = app.get(MissingChecksums);
    const { limits } = measure;
    measure.limits = { ...limits, bytes: 10 };
    const large = 'larger than what is fetched';
    await make('here', put('here', '1.0.0', 'a.zip', large));
    expect((await call('POST', '/here/sync')).json.notes).toEqual([]);
    expect(await filesOf('here')).toMatchObject([{ sha256: sha256Of(large) }]);
    const own = { name: 'tool', version: 'v13', hasSha256: false };
    rig.gitlab.publish({ ...own, file_name: 'large.iso', file: new PlainFile(large) });
    rig.gitlab.release({ tag_name: 'v13', released_at: rig.nextDay() });
    await make('afar', rig.source);
    const { notes } = (await call('POST', '/afar/sync')).json;
    expect(notes.join()).toMatch(/large\.iso".*too large to be measured/);
    expect(await filesOf('afar')).toMatchObject([{ name: 'large.iso', sha256: null }]);
    rig.gitlab.withdraw('v13');
    measure.limits = limits;
  });

  it('measure a file once, however many want it at once', async () => {
    const url = rig.gitlab.objects.addressOf('shared.bin', {
      sizeBytes: 6,
      sha256: '',
      bytes: () => [Buffer.from('shared')],
    });
    rig.gitlab.release({ tag_name: 'v10', released_at: rig.nextDay(), links: [{ name: 'shared.bin', url }] });
    const before = rig.gitlab.objects.requests.length;
    await make('shared', rig.source);
    await Promise.all([1, 2, 3].map(() => call('POST', '/shared/sync')));
    expect((await filesOf('shared')).map(({ sha256 }: { sha256: string }) => sha256)).toEqual([sha256Of('shared')]);
    expect(rig.gitlab.objects.requests).toHaveLength(before + 1);
  });

  it('let the server stop in the middle of it', async () => {
    const stopping = await startTestApp({ ...gitlabEnvironment });
    const own = await GitlabRig.of(stopping, await stopping.asAdmin());
    own.release('v1.0.0', { 'a.zip': 'a' });
    own.gitlab.publish({
      ...{ name: 'tool', version: 'v1.0.0', file_name: 'slow.bin', hasSha256: false },
      file: { sizeBytes: 100, sha256: '', bytes: () => [] },
    });
    own.gitlab.objects.manner.holds = true;
    await own.call('POST', '/api/catalog/tools', { slug: 'slow', name: 'S', summary: 'S.', source: null });
    const patched = own.call('PATCH', '/api/catalog/tools/slow', { source: own.source });
    await expect.poll(() => own.gitlab.objects.requests.length, { timeout: 10_000 }).toBe(1);
    await patched;
    await stopping.remove();
    await expect.poll(() => own.gitlab.objects.connections()).toBe(0);
    await own.stop();
  });
});
