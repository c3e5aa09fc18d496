import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { toolPage } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { refusalOf, ToolRig, toolsPath } from './testing/tool-rig.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`tools with a source on ${kind.name}`, () => {
    let rig: ToolRig;
    beforeAll(async () => {
      rig = await ToolRig.open(kind);
    });
    afterAll(() => rig.remove());

    it('come from where the house allows, with tokens that may go there', async () => {
      const outside = { source: { kind: 'directory', path: tmpdir() } };
      expect(refusalOf(await rig.make('outside', outside))).toEqual({ status: 400, paths: ['source.path'] });
      await rig.make('inside', { source: { kind: 'directory', path: rig.folder('inside', ['1.0']) } });
      expect(refusalOf(await rig.call('PATCH', '/inside', outside))).toMatchObject({ paths: ['source.path'] });
      expect((await rig.read('inside')).versions).toHaveLength(1);

      const url = 'https://gitlab.example/group/project.git';
      const git = (tokenSecret: string, at = url) => ({ git: { url: at, tokenSecret } });
      const origins = ['https://gitlab.example'];
      await rig.as('admin', 'PUT', '/api/secrets/GIT_TOKEN', { value: 'glpat-not-to-be-told-4711', bots: [], origins });
      expect(refusalOf(await rig.make('cloned', git('NOBODY')))).toEqual({
        status: 400,
        paths: ['git.tokenSecret'],
      });
      const elsewhere = git('GIT_TOKEN', 'https://elsewhere.example/x.git');
      expect(refusalOf(await rig.make('cloned', elsewhere))).toEqual({ status: 400, paths: ['git.tokenSecret'] });
      const inner = { git: { url: 'http://169.254.169.254/x.git' } };
      expect(refusalOf(await rig.make('cloned', inner))).toEqual({ status: 400, paths: ['git.url'] });
      const gitlab = { kind: 'gitlab', baseUrl: 'https://elsewhere.example', projectId: 7, tokenSecret: 'GIT_TOKEN' };
      expect(refusalOf(await rig.make('cloned', { source: gitlab }))).toEqual({
        status: 400,
        paths: ['source.tokenSecret'],
      });

      const made = await rig.make('cloned', git('GIT_TOKEN'));
      expect(made.json).toMatchObject({
        cloneUrl: 'https://bothy.example/git/cloned.git',
        management: { git: { url } },
      });
      const shown = await rig.as('viewer', 'GET', `${toolsPath}/cloned`);
      expect(shown.json.cloneUrl).toBe('https://bothy.example/git/cloned.git');
      expect(shown.text).not.toContain('gitlab.example');
      expect(made.text).not.toContain('glpat');
      expect((await rig.call('PATCH', '/cloned', { git: null })).json.cloneUrl).toBeNull();
    });

    it('come from a bot only for who may see that bot', async () => {
      const statusWith = async (...scopes: string[]) => {
        const minted = await rig.as('operator', 'POST', '/api/tokens', {
          ...{ name: 'ci', scopes: ['catalog:write', ...scopes], expiresInDays: 1 },
        });
        const asked = (method: string, path: string, body: object) =>
          rig.app.call(method, toolsPath + path, body, { token: minted.json.token });
        const source = { kind: 'bot', bot: 'ghost' };
        const made = await asked('POST', '', { slug: 'of-a-bot', name: 'B', summary: 'B.', source });
        const changed = await asked('PATCH', '/inside', { source });
        expect(changed.status).toBe(made.status);
        return made.status;
      };
      expect(await statusWith()).toBe(403);
      expect(await statusWith('bots:run:other')).toBe(403);
      // There is no such bot.
      expect(await statusWith('bots:run:ghost')).toBe(400);
      expect(await statusWith('bots:read')).toBe(400);
    });

    it('have their versions with the answer, and those of another source when it changes', async () => {
      const path = rig.folder('versions', ['1.0', '1.1', '2.0.0-rc.1']);
      const made = await rig.make('versions', { source: { kind: 'directory', path } });
      expect(made.json.versions.map(({ version }: { version: string }) => version)).toEqual([
        '2.0.0-rc.1',
        '1.1',
        '1.0',
      ]);
      expect(made.json.latest.version).toBe('1.1');
      expect(made.json.versions[0].files[0]).toMatchObject({
        ...{ name: 'a b.zip', sizeBytes: 5, downloads: 0 },
        url: 'https://bothy.example/d/versions/2.0.0-rc.1/a%20b.zip',
      });
      expect(made.json.freshness).toEqual({ syncedAt: expect.any(String), stale: false });
      const listed = (await rig.call('GET', '?search=versions')).json;
      expect(toolPage.strict().parse(listed)).toEqual(listed);
      expect(listed.items[0].latest).toEqual(made.json.latest);

      rig.folder('versions', ['1.2']);
      const synced = await rig.call('POST', '/versions/sync');
      expect(synced.json).toMatchObject({ unchanged: false, versions: 4, added: 1, withdrawn: 0 });
      expect(await rig.deed()).toMatchObject({ action: 'tool.synced', details: { added: 1, versions: 4 } });

      const source = { kind: 'directory', path: rig.folder('other', ['7']) };
      const moved = await rig.call('PATCH', '/versions', { source });
      expect(moved.json.versions.map(({ version }: { version: string }) => version)).toEqual(['7']);
      const none = await rig.call('PATCH', '/versions', { source: null });
      expect(none.json).toMatchObject({ versions: [], latest: null, freshness: { syncedAt: null, stale: false } });
      expect(none.json.management).toMatchObject({ source: null, nextSyncAt: null });
    });

    it('are made also when their source cannot be asked, and say so', async () => {
      const path = rig.folder('lost', ['1.0']);
      const source = { kind: 'directory', path };
      await rig.make('lost', { source });
      rmSync(path, { recursive: true });
      expect((await rig.call('POST', '/lost/sync')).status).toBe(503);
      const lost = await rig.read('lost');
      expect(lost.versions).toHaveLength(1);
      expect(lost.freshness.stale).toBe(true);
      expect(lost.management.problem).toEqual(expect.any(String));
      expect((await rig.as(null, 'GET', `${toolsPath}/lost`)).text).not.toContain(rig.root);
    });

    it('do not wait long for a source that does not answer', async () => {
      const held = createServer(() => {});
      await new Promise<void>((resolve) => held.listen(0, '127.0.0.1', resolve));
      const baseUrl = `http://127.0.0.1:${(held.address() as AddressInfo).port}`;
      try {
        const made = await rig.make('held', { source: { kind: 'gitlab', baseUrl, projectId: 7 } });
        expect(made.status).toBe(201);
        expect(made.json).toMatchObject({ versions: [], freshness: { syncedAt: null, stale: false } });
      } finally {
        held.closeAllConnections();
        held.close();
      }
      await expect.poll(async () => (await rig.read('held')).management.problem).toEqual(expect.any(String));
      expect((await rig.call('PATCH', '/held', { source: null })).json.management.problem).toBeNull();
    });

    it('are stale when nobody has asked their source for long', async () => {
      await rig.make('forgotten', { source: { kind: 'directory', path: rig.folder('forgotten', ['1']) } });
      expect((await rig.read('forgotten')).freshness.stale).toBe(false);
      rig.app.clock.advance(3 * rig.app.config.catalog.syncEveryMs);
      expect((await rig.as(null, 'GET', `${toolsPath}/forgotten`)).json.freshness.stale).toBe(true);
    });
  });
}
