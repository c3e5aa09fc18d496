import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Keyring } from '../../platform/crypto/keyring.js';
import { Connections } from '../../platform/database/connections.js';
import { hostOver } from '../../testing/host-rig.js';
import { tablesAsText } from '../../testing/tables-as-text.js';
import type { TestApp } from '../../testing/test-app.js';
import { startAppOn } from '../../testing/app-on.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { TeamSecrets } from './application/secrets/team-secrets.js';

const value = 'kept-in-a-safe-place-4711';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`secrets of the team on ${kind.name}`, () => {
    let app: TestApp;
    let admin: string;
    let remove = async () => {};

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind));
      admin = await app.asAdmin();
      for (const slug of ['one', 'two']) {
        await call('POST', '/api/bots', { slug, name: slug, command: { argv: ['true'] } });
      }
    });
    afterAll(() => remove());

    const call = (method: string, path: string, body?: unknown, token = admin) =>
      app.call(method, path, body, { token });
    const put = (name: string, body: object) => call('PUT', `/api/secrets/${name}`, body);
    const newest = async () => (await call('GET', '/api/audit?limit=1')).json.items[0];

    it('are set, granted, used and deleted, and never told', async () => {
      const made = await put('DEPLOY_KEY', {
        value,
        bots: ['two', 'one', 'one'],
        origins: ['https://GitLab.example:443'],
      });
      expect(made.status).toBe(200);
      expect(made.json).toMatchObject({
        name: 'DEPLOY_KEY',
        bots: ['one', 'two'],
        origins: ['https://gitlab.example'],
        updatedBy: { name: 'Ada Admin' },
        usedBy: [],
      });
      expect(await newest()).toMatchObject({
        action: 'secret.set',
        target: { kind: 'secret', name: 'DEPLOY_KEY' },
        details: { bots: ['one', 'two'], origins: ['https://gitlab.example'], valueChanged: true },
      });
      expect((await call('PATCH', '/api/bots/one', { secrets: ['DEPLOY_KEY'] })).status).toBe(200);
      const read = await call('GET', '/api/secrets/DEPLOY_KEY');
      expect(read.json).toEqual({ ...made.json, usedBy: ['one'] });

      const kept = await put('DEPLOY_KEY', { bots: ['one'] });
      expect(kept.json).toMatchObject({ bots: ['one'], origins: [], createdAt: made.json.createdAt });
      expect(await newest()).toMatchObject({ details: { valueChanged: false } });
      expect(await app.get(TeamSecrets).valuesFor('one', ['DEPLOY_KEY'])).toEqual([{ name: 'DEPLOY_KEY', value }]);

      const all = [made, read, kept, await call('GET', '/api/secrets'), await call('GET', '/api/audit')];
      expect(all.map(({ text }) => text).join()).not.toContain(value);
      await call('PATCH', '/api/bots/one', { secrets: [] });
      expect((await call('DELETE', '/api/secrets/DEPLOY_KEY')).status).toBe(204);
      expect(await newest()).toMatchObject({ action: 'secret.deleted', target: { name: 'DEPLOY_KEY' }, details: {} });
      expect((await call('DELETE', '/api/secrets/DEPLOY_KEY')).json.code).toBe('secret_not_found');
      expect((await call('GET', '/api/secrets/DEPLOY_KEY')).status).toBe(404);
    });

    it.each([
      [
        'SHORT',
        { value: 'hunt2' },
        /^value: A secret of 5 characters would be masked all over the log\. Use 8 or more\.$/,
      ],
      ['NO_VALUE', {}, /^value: A new secret needs a value\.$/],
      ['HALF', { value: 'hunter-\ud800-2024' }, /surrogate/],
      ['NUL', { value: 'hunter\0hunter' }, /NUL/],
      ['LONG', { value: 'hunter2-'.repeat(9000) }, /^value: .*65536/],
      ['BOTHY_TOKEN', { value }, /^name: .*BOTHY_/],
      ['no-variable', { value }, /^name: Use letters/],
      ['ORIGIN', { value, origins: ['https://a.example/path'] }, /^origins\.0: .*host only/],
    ])('are refused as %s with the reason where it belongs', async (name, body, why) => {
      const { status, json, text } = await put(name, body);
      expect([status, text.includes('hunter'), text.includes(value)]).toEqual([400, false, false]);
      const issues: string[] = json.issues.map(
        (issue: { path: unknown[]; message: string }) => `${issue.path.join('.')}: ${issue.message}`,
      );
      // What no program and no database takes is refused before anybody asks where it stood.
      expect(issues[0] ?? json.title).toMatch(why);
      expect((await call('GET', `/api/secrets/${name}`)).status).toBe(404);
    });

    it('go only to bots that may have them, and as tokens only to their servers', async () => {
      const secrets = app.get(TeamSecrets);
      await put('FOR_ONE', { value, bots: ['one'], origins: ['https://git.example', 'ssh://git.example:22'] });
      await put('FOR_NONE', { value });
      await put('FOR_ALL', { value, bots: '*' });
      const names = ['FOR_ONE', 'FOR_NONE', 'FOR_ALL', 'for_all', 'MISSING'];
      const refused = async (slug: string) => (await secrets.ungranted(slug, names)).map(({ name }) => name);
      expect(await refused('one')).toEqual(['FOR_NONE', 'for_all', 'MISSING']);
      expect(await refused('two')).toEqual(['FOR_ONE', 'FOR_NONE', 'for_all', 'MISSING']);
      expect(await refused('not-made-yet')).toEqual(['FOR_ONE', 'FOR_NONE', 'for_all', 'MISSING']);
      await expect(secrets.valuesFor('two', ['FOR_ALL', 'FOR_ONE'])).rejects.toMatchObject({
        code: 'secret_not_granted',
        kind: 'conflict',
        message: 'The secret "FOR_ONE" is not granted to the bot "two". An admin can grant it.',
      });
      for (const url of ['https://git.example/a/b.git', 'https://GIT.example:443/x', 'ssh://git@git.example/x']) {
        expect(await secrets.tokenFor('FOR_ONE', 'one', url)).toBe(value);
      }
      const others = [
        'http://git.example/a',
        'https://git.example:8443/a',
        'https://git.example.evil.test/a',
        'https://git.example@evil.test/a',
        'ssh://git.example:2222/a',
        'git@git.example:a/b.git',
        'file:///etc/passwd',
        '',
      ];
      for (const url of others) {
        await expect(secrets.tokenFor('FOR_ONE', 'one', url)).rejects.toMatchObject({ code: 'secret_not_for_origin' });
      }
      for (const [name, slug] of [
        ['FOR_ONE', 'two'],
        ['FOR_ALL', 'one'],
        ['MISSING', 'one'],
      ] as const) {
        const token = secrets.tokenFor(name, slug, 'https://git.example/a');
        await expect(token).rejects.toMatchObject({ code: 'secret_not_for_origin' });
      }
    });

    it('do not pass to another bot of the same slug', async () => {
      const define = () => call('POST', '/api/bots', { slug: 'reborn', name: 'r', command: { argv: ['true'] } });
      await define();
      await put('INHERITED', { value, bots: ['reborn'] });
      await call('DELETE', '/api/bots/reborn');
      await define();
      expect(await app.get(TeamSecrets).ungranted('reborn', ['INHERITED'])).toHaveLength(1);
      expect((await call('GET', '/api/secrets/INHERITED')).json.bots).toEqual([]);
    });

    it('of one name that several set at once become one, and each is written down', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_unused, at) =>
          put('TWIN', { value: `${value}-${at}`, bots: at % 2 ? ['one'] : '*' }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
      const { items } = (await call('GET', '/api/audit?action=secret.set')).json;
      const twins = items.filter((item: { target: { name: string } }) => item.target.name === 'TWIN');
      expect(twins).toHaveLength(8);
      expect(new Set(twins.map((item: { target: { id: string } }) => item.target.id)).size).toBe(1);
      // The last one in the trail is what holds.
      expect((await call('GET', '/api/secrets/TWIN')).json.bots).toEqual(twins[0].details.bots);
      expect((await app.get(TeamSecrets).valuesFor('one', ['TWIN']))[0]?.value).toMatch(/^kept-in.+-\d$/);
    });

    it('come in pages, by name', async () => {
      for (const at of [3, 1, 2, 5, 4]) await put(`PAGED_${at}`, { value });
      const names: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const path: string = `/api/secrets?limit=2${cursor && `&cursor=${cursor}`}`;
        const { items, nextCursor } = (await call('GET', path)).json;
        names.push(...items.map(({ name }: { name: string }) => name));
        cursor = nextCursor;
      }
      expect(names.filter((name) => name.startsWith('PAGED'))).toEqual([1, 2, 3, 4, 5].map((at) => `PAGED_${at}`));
      expect(new Set(names).size).toBe(names.length);
      expect((await call('GET', '/api/secrets?cursor=Li4v')).json.code).toBe('bad_cursor');
    });

    it('are for those who may: a viewer reads none, an operator sets none', async () => {
      expect((await call('GET', '/api/secrets', undefined, await app.asRole('viewer'))).status).toBe(403);
      const operator = await app.asRole('operator');
      expect((await call('GET', '/api/secrets', undefined, operator)).status).toBe(200);
      expect((await call('PUT', '/api/secrets/X', { value }, operator)).status).toBe(403);
      expect((await call('DELETE', '/api/secrets/TWIN', undefined, operator)).status).toBe(403);
    });

    it('lie sealed, under the new key after a rotation, and open only in their own row', async () => {
      await put('SEALED_A', { value, bots: '*' });
      await put('SEALED_B', { value: `${value}-other`, bots: '*' });
      const env: Record<string, string> = { BOTHY_DATA_DIR: app.config.dataDir };
      const { databaseUrl } = app.config;
      if (databaseUrl) env['DATABASE_URL'] = databaseUrl;
      expect(await hostOver(env)('keys', 'rotate')).toMatchObject({ code: 0, err: '' });
      const { writer } = app.get(Connections);
      const rows: { name: string; sealed: string }[] = await writer.query('SELECT name, sealed FROM secrets');
      const prefix = app.get(Keyring).currentPrefix();
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.filter(({ sealed }) => !sealed.startsWith(prefix))).toEqual([]);
      const valuesFor = (name: string) => app.get(TeamSecrets).valuesFor('one', [name]);
      expect(await valuesFor('SEALED_A')).toEqual([{ name: 'SEALED_A', value }]);
      expect(await wholeDatabase()).not.toContain(value);
      await writer.query(
        "UPDATE secrets SET sealed = (SELECT sealed FROM secrets WHERE name = 'SEALED_A') WHERE name = 'SEALED_B'",
      );
      await expect(valuesFor('SEALED_B')).rejects.toMatchObject({ code: 'sealed_text_broken' });
    });

    const wholeDatabase = async (): Promise<string> => {
      if (app.config.databaseUrl) return tablesAsText(app.config.databaseUrl);
      const file = join(app.config.dataDir, 'bothy.sqlite');
      return readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1');
    };
  });
}
