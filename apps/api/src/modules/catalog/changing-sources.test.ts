import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitlabEnvironment, GitlabRig } from '../../testing/gitlab-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { ReleaseSync } from './application/sources/release-sync.js';
import { SourceRefresh } from './application/sources/source-refresh.js';
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
    await expect.poll(() => own.gitlab.objects.requests.length).toBe(1);
    await patched;
    await stopping.remove();
    await expect.poll(() => own.gitlab.objects.connections()).toBe(0);
    await own.stop();
  });
});
