import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRotation } from '../../../../platform/crypto/key-rotation.js';
import { Keyring } from '../../../../platform/crypto/keyring.js';
import { Connections } from '../../../../platform/database/connections.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { TestApp } from '../../../../testing/test-app.js';
import { startAppOn } from '../../../../testing/app-on.js';
import { databaseKinds } from '../../../../testing/test-databases.js';
import { BotSeals } from '../../persistence/bot-seals.js';
import { NoticeRepository } from '../../persistence/keeping/notice.repository.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`bots on ${kind.name}`, () => {
    let app: TestApp;
    let admin: string;
    let remove = async () => {};

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind, { BOTHY_ROLE: 'api' }));
      admin = await app.asAdmin();
    });
    afterAll(() => remove());

    const call = (method: string, path: string, body?: unknown) => app.call(method, path, body, { token: admin });
    const define = (slug: string, extra: object = {}) =>
      call('POST', '/api/bots', { slug, name: slug, command: { argv: ['true'] }, ...extra });
    const write = <T>(work: () => Promise<T>) => app.get(UnitOfWork).run(work);
    const idOf = async (slug: string): Promise<string> => {
      const rows: { id: string; slug: string }[] = await app.get(Connections).writer.query('SELECT id, slug FROM bots');
      return rows.find((row) => row.slug === slug)!.id;
    };

    it('have one name each, also where several are made at the same moment', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => define('twin')));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
      const refused = answers.filter(({ status }) => status === 409).map(({ json }) => json.code);
      expect(new Set(refused)).toEqual(new Set(['bot_exists']));
    });

    it('have targets of one id each, and one notice for each run and target', async () => {
      const url = 'https://hooks.example.test/x';
      await define('told', { notify: [{ kind: 'slack', url }] });
      const [{ id }] = (await call('GET', '/api/bots/told')).json.notify;
      const notify = [
        { id, kind: 'slack', url },
        { id, kind: 'slack', url },
      ];
      const answer = await call('PATCH', '/api/bots/told', { notify });
      expect(answer.status).toBe(400);
      expect(answer.json.issues).toMatchObject([{ path: ['notify', 1, 'id'] }]);
      expect((await call('PATCH', '/api/bots/told', { notify: [notify[0]] })).status).toBe(200);

      const botId = await idOf('told');
      const notices = app.get(NoticeRepository);
      const notice = { botId, runId: 'a-run', targetId: id, kind: 'slack' as const, body: '{}' };
      await write(async () => {
        for (let nth = 0; nth < 2; nth += 1) await notices.insert(notice);
        await notices.insert({ ...notice, runId: 'another' });
      });
      expect(await notices.count('waiting')).toBe(2);
    });

    it('have pages of their runs, the newest first', async () => {
      for (const slug of ['paged', 'beside']) await define(slug);
      for (let nth = 0; nth < 5; nth += 1) {
        for (const slug of ['paged', 'beside']) await call('POST', `/api/bots/${slug}/runs`, {});
      }
      const numbers: number[][] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const path: string = `/api/bots/paged/runs?limit=2&trigger=manual${cursor && `&cursor=${cursor}`}`;
        const { items, nextCursor } = (await call('GET', path)).json;
        expect(items.every((run: { botSlug: string }) => run.botSlug === 'paged')).toBe(true);
        numbers.push(items.map((run: { number: number }) => run.number));
        cursor = nextCursor;
      }
      expect(numbers).toEqual([[5, 4], [3, 2], [1]]);
      expect((await call('GET', '/api/bots/paged/runs?cursor=Li4v')).json.code).toBe('bad_cursor');
      const all = (await call('GET', '/api/runs?limit=3')).json;
      const rest = (await call('GET', `/api/runs?limit=200&cursor=${all.nextCursor}`)).json;
      expect(all.items.length + rest.items.length).toBe(10);
    });

    it('have their texts sealed anew, whichever there are; one that no key opens stays as it is', async () => {
      await define('sealed');
      const botId = await idOf('sealed');
      const seals = app.get(BotSeals);
      const names = Array.from({ length: 230 }, (_, nth) => `text.${nth}`);
      await write(async () => {
        for (const name of names) await seals.put(botId, name, `plain of ${name}`);
      });
      const { writer } = app.get(Connections);
      await writer.query("UPDATE bot_seals SET sealed = 'v1.lost.AAAA' WHERE name = 'text.7'");
      await app.get(KeyRotation).run();
      const prefix = app.get(Keyring).currentPrefix();
      const rows: { name: string; sealed: string }[] = await writer.query('SELECT name, sealed FROM bot_seals');
      expect(rows.filter(({ sealed }) => !sealed.startsWith(prefix))).toEqual([
        { name: 'text.7', sealed: 'v1.lost.AAAA' },
      ]);
      expect(await seals.open(botId, 'text.229')).toBe('plain of text.229');
      await expect(seals.open(botId, 'text.7')).rejects.toThrow();
    });
  });
}
