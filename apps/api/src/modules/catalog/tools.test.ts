import { tool as toolShape } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connections } from '../../platform/database/connections.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { refusalOf, ToolRig, toolsPath } from './testing/tool-rig.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`tools on ${kind.name}`, () => {
    let rig: ToolRig;
    beforeAll(async () => {
      rig = await ToolRig.open(kind);
    });
    afterAll(() => rig.remove());

    it('are made, read, changed and deleted, each act written down', async () => {
      const made = await rig.make('first', {
        name: ' First ',
        readme: '# Hi',
        links: [{ label: 'x', url: 'https://x.example/' }],
      });
      expect(made.status).toBe(201);
      expect(toolShape.strict().parse(made.json)).toEqual(made.json);
      expect(made.json).toMatchObject({
        ...{ slug: 'first', name: 'First', readme: '# Hi', licence: null, icon: 'package', visibility: 'public' },
        ...{ latest: null, downloads: 0, clones: 0, cloneUrl: null, versions: [] },
        freshness: { syncedAt: null, stale: false },
        management: {
          ...{ source: null, git: null, triedAt: null, nextSyncAt: null, problem: null, hasWebhookToken: false },
          webhookUrl: 'https://bothy.example/api/catalog/hooks/first',
        },
      });
      expect(await rig.deed()).toMatchObject({ action: 'tool.created', target: { kind: 'tool', name: 'first' } });
      expect((await rig.make('first')).json.code).toBe('tool_exists');

      rig.app.clock.advance(1000);
      const changed = await rig.call('PATCH', '/first', { summary: 'Does two things.', licence: 'MIT' });
      expect(changed.json).toEqual({
        ...made.json,
        ...{ summary: 'Does two things.', licence: 'MIT', updatedAt: changed.json.updatedAt },
      });
      expect(await rig.deed()).toMatchObject({ action: 'tool.changed', details: { fields: ['summary', 'licence'] } });
      rig.app.clock.advance(1000);
      const same = await rig.call('PATCH', '/first', { summary: 'Does two things.', source: null });
      expect(same.json).toEqual(changed.json);
      expect((await rig.call('PATCH', '/first', {})).json).toEqual(changed.json);

      expect((await rig.call('DELETE', '/first')).status).toBe(204);
      expect(await rig.deed()).toMatchObject({ action: 'tool.deleted', target: { name: 'first' } });
      for (const method of ['GET', 'DELETE']) {
        const answer = await rig.call(method, '/first');
        expect([answer.status, answer.json.code]).toEqual([404, 'tool_not_found']);
      }
      expect((await rig.call('PATCH', '/first', { name: 'x' })).status).toBe(404);
      expect((await rig.call('POST', '/first/webhook-token')).status).toBe(404);
      expect((await rig.call('POST', '/first/sync')).status).toBe(404);
    });

    it('are one of a slug, also where several are made at the same moment', async () => {
      const answers = await Promise.all(Array.from({ length: 6 }, () => rig.make('twin')));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
    });

    it('lose nothing when two change different fields at the same moment', async () => {
      await rig.make('shared');
      const change = (who: 'admin' | 'operator', body: object) => rig.as(who, 'PATCH', `${toolsPath}/shared`, body);
      await Promise.all([
        change('admin', { name: 'Shared by all' }),
        change('operator', { summary: 'Both were here.' }),
        change('admin', { licence: 'MIT' }),
        change('operator', { icon: 'book' }),
      ]);
      const both = { name: 'Shared by all', summary: 'Both were here.', licence: 'MIT', icon: 'book' };
      expect(await rig.read('shared')).toMatchObject(both);
    });

    it('are read by all, and written by admins and operators', async () => {
      await rig.make('roles', { visibility: 'members' });
      for (const who of ['viewer', 'member'] as const) {
        expect((await rig.as(who, 'GET', `${toolsPath}/roles`)).json).toMatchObject({
          slug: 'roles',
          management: null,
        });
        for (const [method, path, body] of [
          ['POST', '', { slug: 'mine', name: 'Mine', summary: 'Not to be.' }],
          ['PATCH', '/roles', { name: 'x' }],
          ['DELETE', '/roles', undefined],
          ['POST', '/roles/sync', undefined],
          ['POST', '/roles/webhook-token', undefined],
        ] as const) {
          expect((await rig.as(who, method, toolsPath + path, body)).status).toBe(403);
          expect((await rig.as(null, method, toolsPath + path, body)).status).toBe(401);
        }
      }
      const withToken = (token: string, method: string, body?: unknown) =>
        rig.app.call(method, `${toolsPath}/roles`, body, { token });
      const mint = async (scope: string) =>
        (await rig.as('admin', 'POST', '/api/tokens', { name: scope, scopes: [scope], expiresInDays: 1 })).json.token;
      const [reads, writes, other] = [await mint('catalog:read'), await mint('catalog:write'), await mint('bots:read')];
      expect((await withToken(reads, 'GET')).json.management).toBeNull();
      expect((await withToken(reads, 'PATCH', { name: 'x' })).status).toBe(403);
      expect((await withToken(writes, 'PATCH', { name: 'x' })).json.management).not.toBeNull();
      expect((await withToken(other, 'GET')).status).toBe(404);
    });

    it('for members are not there for strangers', async () => {
      await rig.make('open');
      await rig.make('hidden', { visibility: 'members' });
      expect((await rig.as(null, 'GET', `${toolsPath}/open`)).json).toMatchObject({ slug: 'open', management: null });
      const [hidden, missing] = [
        await rig.as(null, 'GET', `${toolsPath}/hidden`),
        await rig.as(null, 'GET', `${toolsPath}/hiddem`),
      ];
      const told = ({ status, json }: typeof hidden) => [status, json.code, json.title.replace(/"\w+"/, '')];
      expect(hidden.status).toBe(404);
      expect(told(hidden)).toEqual(told(missing));
      const slugs = async (who: 'viewer' | null) =>
        (await rig.as(who, 'GET', `${toolsPath}?limit=200`)).json.items.map(({ slug }: { slug: string }) => slug);
      expect(await slugs(null)).toContain('open');
      expect(await slugs(null)).not.toContain('hidden');
      expect(await slugs('viewer')).toContain('hidden');
      expect((await rig.app.call('GET', toolsPath, undefined, { token: 'bty_nonsense' })).status).toBe(401);
    });

    it('say what is wrong with them', async () => {
      const longest = await rig.make('longest', { readme: 'ä'.repeat(200_000) });
      expect(longest.status).toBe(201);
      expect(longest.json.readme).toHaveLength(200_000);
      for (const [extra, path] of [
        [{ readme: 'x'.repeat(200_001) }, 'readme'],
        [{ name: ' ' }, 'name'],
        [{ icon: 'skull' }, 'icon'],
        [{ visibility: 'some' }, 'visibility'],
        [{ links: [{ label: 'x', url: 'javascript:alert(1)' }] }, 'links.0.url'],
        [{ source: { kind: 'directory', path: 'relative' } }, 'source.path'],
        [{ source: { kind: 'ftp' } }, 'source.kind'],
        [{ source: { kind: 'gitlab', baseUrl: 'https://u:p@gitlab.example', projectId: 1 } }, 'source.baseUrl'],
        [{ git: { url: 'file:///etc' } }, 'git.url'],
        [{ more: 1 }, 'more'],
        [{ slug: 'No Slug' }, 'slug'],
      ] as const) {
        expect(refusalOf(await rig.make('wrong', extra))).toEqual({
          status: 400,
          paths: expect.arrayContaining([path]),
        });
      }
      expect(refusalOf(await rig.call('PATCH', '/longest', { slug: 'other' }))).toEqual({
        ...{ status: 400, paths: ['slug'] },
      });
      expect((await rig.call('GET', '/wrong')).status).toBe(404);
    });

    it('have a token for their webhook, shown once and kept as a hash', async () => {
      await rig.make('hooked');
      const made = await rig.call('POST', '/hooked/webhook-token');
      expect(made.status).toBe(201);
      expect(made.json.url).toBe('https://bothy.example/api/catalog/hooks/hooked');
      expect(made.json.token).toMatch(/^[\w-]{43}$/);
      expect(await rig.deed()).toMatchObject({
        action: 'tool.webhook-token-made',
        target: { name: 'hooked' },
        details: {},
      });
      expect((await rig.read('hooked')).management.hasWebhookToken).toBe(true);
      const again = await rig.call('POST', '/hooked/webhook-token');
      expect(again.json.token).not.toBe(made.json.token);
      const rows = await rig.app.get(Connections).writer.query("SELECT * FROM catalog_tools WHERE slug = 'hooked'");
      expect(JSON.stringify(rows)).not.toContain(again.json.token);
    });
  });
}
