import type { Run } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAppOn } from '../../testing/app-on.js';
import { databaseKinds } from '../../testing/test-databases.js';
import type { TestApp } from '../../testing/test-app.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`corners of the run engine on ${kind.name}`, () => {
    let app: TestApp;
    let admin: string;
    let remove = async () => {};

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind, { BOTHY_ROLE: 'all' }));
      admin = await app.asAdmin();
    });
    afterAll(() => remove());

    const call = (method: string, path: string, body?: unknown, headers = {}) =>
      app.call(method, path, body, { token: admin, headers });
    const define = (slug: string, script: string, extra: object = {}) =>
      call('POST', '/api/bots', { slug, name: slug, command: { argv: [script], shell: true }, ...extra });
    const start = async (slug: string): Promise<Run> => (await call('POST', `/api/bots/${slug}/runs`, {})).json;
    const get = async (id: string): Promise<Run> => (await call('GET', `/api/runs/${id}`)).json;
    const until = (id: string, status: string) =>
      expect.poll(async () => (await get(id)).status, { timeout: 20_000, interval: 20 }).toBe(status);

    it('ends every run that is cancelled as soon as it is made, and starts none of them for good', async () => {
      await define('at-once', 'sleep 60', { concurrency: { limit: 4 } });
      const runs = await Promise.all(
        Array.from({ length: 40 }, async () => {
          const run = await start('at-once');
          const answer = await call('POST', `/api/runs/${run.id}/cancel`);
          expect(answer.status).toBe(202);
          return run;
        }),
      );
      for (const run of runs) await until(run.id, 'cancelled');
    }, 60_000);

    it('stands launches, cancels and approvals of one bot at the same time', async () => {
      await define('crowd', 'sleep 0.05', { concurrency: { limit: 2, onBusy: 'cancel-running' }, notify: [] });
      const answers = await Promise.all(
        Array.from({ length: 30 }, async (_, at) => {
          const run = await start('crowd');
          const acts = [
            call('POST', `/api/runs/${run.id}/cancel`),
            at % 3 ? start('crowd') : call('PATCH', '/api/bots/crowd', { description: `${at}` }),
            call('POST', '/api/runs/cancel', { bot: 'crowd' }),
          ];
          return (await Promise.all(acts)).map((answer) => ('status' in answer ? answer.status : 0));
        }),
      );
      expect(answers.flat().filter((status) => status === 500)).toEqual([]);
      const list = async () => (await call('GET', '/api/bots/crowd/runs?limit=200')).json.items as Run[];
      await expect
        .poll(async () => (await list()).filter((run) => run.finishedAt === null), { timeout: 30_000 })
        .toEqual([]);
    }, 60_000);

    it('holds what repeats an older run to the rules of now', async () => {
      await define('ruled', 'true');
      const before = (await call('POST', '/api/bots/ruled/runs?wait=20', {})).json;
      await call('PATCH', '/api/bots/ruled', { approval: { required: true }, concurrency: { limit: 1 } });
      const again = (await call('POST', `/api/runs/${before.id}/rerun`, {})).json;
      expect(again).toMatchObject({ status: 'waiting-approval', botVersion: 1 });
      await call('PATCH', '/api/bots/ruled', { enabled: false });
      expect((await call('POST', `/api/runs/${again.id}/approve`, {})).json.code).toBe('bot_is_off');
      expect((await call('POST', `/api/runs/${again.id}/reject`, {})).json.status).toBe('cancelled');
    });

    it('does not pass a limit that was lowered', async () => {
      await define('lowered', 'sleep 60', { concurrency: { limit: 3 } });
      const [first, second, third] = [await start('lowered'), await start('lowered'), await start('lowered')];
      for (const run of [first, second, third]) await until(run.id, 'running');
      await call('PATCH', '/api/bots/lowered', { concurrency: { limit: 1 } });
      await call('POST', `/api/runs/${first.id}/cancel`);
      await until(first.id, 'cancelled');
      expect((await start('lowered')).status).toBe('queued');
      expect(await start('lowered')).toMatchObject({ status: 'queued', reason: 'It waits for its turn.' });
      expect((await call('POST', '/api/runs/cancel', { bot: 'lowered' })).json.cancelled).toBe(4);
    }, 30_000);

    it('takes the same parameters in another order for the same request', async () => {
      await define('ordered', 'true', {
        params: { properties: { a: { type: 'string' }, b: { type: 'string' } } },
      });
      const ask = (params: object) =>
        call('POST', '/api/bots/ordered/runs', { params }, { 'idempotency-key': 'one' }).then(({ json }) => json);
      const first = await ask({ a: '1', b: '2' });
      expect((await ask({ b: '2', a: '1' })).id).toBe(first.id);
      expect((await ask({ b: '1', a: '2' })).code).toBe('idempotency_key_reused');
    });

    it('counts repeated runs among those that start one another', async () => {
      await define('echoes', 'sleep 20');
      const parent = await start('echoes');
      const headers = { 'bothy-run': parent.id };
      const again = (await call('POST', `/api/runs/${parent.id}/rerun`, {}, headers)).json;
      expect(again).toMatchObject({ depth: 1, parentRunId: parent.id });
      await call('POST', '/api/runs/cancel', { bot: 'echoes' });
    });
  });
}
