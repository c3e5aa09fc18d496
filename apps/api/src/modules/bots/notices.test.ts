import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunStatus } from '@bothy/contracts';
import { Connections } from '../../platform/database/connections.js';
import { beginRun, endRun, runThatEnded } from '../../testing/kept-runs.js';
import { isSignedBy, NoticeReceiver } from '../../testing/notice-receiver.js';
import type { TestApp } from '../../testing/test-app.js';
import { startAppOn } from '../../testing/app-on.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { RunEndings } from './application/runs/run-endings.js';
import { presentRun } from './persistence/run-row.js';
import { NoticeRound } from './application/notices/notice-round.js';

const secret = `whsec_${Buffer.from('a key that nobody guesses').toString('base64')}`;
const minuteMs = 60_000;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`notices of runs on ${kind.name}`, () => {
    let app: TestApp;
    let admin: string;
    let receiver: NoticeReceiver;
    let remove = async () => {};

    beforeAll(async () => {
      receiver = await NoticeReceiver.start();
      const base = { BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1', BOTHY_PUBLIC_URL: 'https://bothy.example' };
      ({ app, remove } = await startAppOn(kind, base));
      admin = await app.asAdmin();
    });
    afterEach(() => {
      receiver.answers = [{ status: 204 }];
    });
    afterAll(async () => {
      await remove();
      await receiver.stop();
    });

    const call = (method: string, path: string, body?: unknown) => app.call(method, path, body, { token: admin });
    const define = async (slug: string, notify: object[]) => {
      const answer = await call('POST', '/api/bots', {
        slug,
        name: `The ${slug}`,
        command: { argv: ['true'] },
        notify,
      });
      expect([answer.status, answer.text.includes('whsec_')]).toEqual([201, false]);
    };
    const rows = async (): Promise<{ state: string; attempts: number; problem: string | null; target_id: string }[]> =>
      app.get(Connections).writer.query('SELECT * FROM bot_notices ORDER BY id');
    const toWebhook = (path: string, extra: object = {}) => ({ kind: 'webhook', url: receiver.url + path, ...extra });
    /** The admin's token does not live as long. */
    const advance = async (ms: number) => {
      app.clock.advance(ms);
      admin = (await app.signIn('ada@example.test')).json.accessToken;
    };
    /** Delivers what is due now; the job may have begun with it. */
    const deliver = async () => {
      const stop = new AbortController().signal;
      while ((await app.get(NoticeRound).run(stop)) > 0);
    };
    const arrived = (path: string, count: number) =>
      expect.poll(() => receiver.of(path).length, { timeout: 5000 }).toBe(count);

    it('go out once for each change, and not for each run', async () => {
      await define('changing', [toWebhook('/changing', { secret }), toWebhook('/recovery', { on: ['recovery'] })]);
      const ends: RunStatus[] = [
        ...(['succeeded', 'cancelled', 'failed', 'failed', 'skipped', 'timed-out', 'lost'] as const),
        ...(['cancelled', 'succeeded', 'succeeded', 'lost', 'succeeded'] as const),
      ];
      for (const status of ends) await runThatEnded(app, 'changing', status);
      await arrived('/changing', 4);
      const told = receiver.of('/changing').map(({ json }) => [json.type, json.data.run.number, json.data.run.status]);
      expect(told.toSorted((a, b) => a[1] - b[1])).toEqual([
        ['run.failed', 3, 'failed'],
        ['run.recovered', 9, 'succeeded'],
        ['run.failed', 11, 'lost'],
        ['run.recovered', 12, 'succeeded'],
      ]);
      await arrived('/recovery', 2);
    });

    it('are signed so that the receiver can tell, and say what happened', async () => {
      await define('signed', [toWebhook('/signed', { secret }), toWebhook('/unsigned')]);
      const runId = await runThatEnded(app, 'signed', 'failed', { exitCode: 3 });
      await arrived('/signed', 1);
      await arrived('/unsigned', 1);
      const [notice] = receiver.of('/signed');
      if (!notice) throw new Error('Nothing arrived.');
      expect(isSignedBy(secret, notice)).toBe(true);
      expect(isSignedBy(secret, { ...notice, body: notice.body.replace('failed', 'passed') })).toBe(false);
      expect(isSignedBy(`${secret.slice(0, -4)}AAAA`, notice)).toBe(false);
      const seconds = Number(notice.headers['webhook-timestamp']);
      expect(Math.abs(seconds - app.clock.now().getTime() / 1000)).toBeLessThan(60);
      expect([notice.method, notice.headers['content-type']]).toEqual(['POST', 'application/json']);
      expect(notice.json).toMatchObject({
        type: 'run.failed',
        data: {
          bot: { slug: 'signed', name: 'The signed' },
          run: { id: runId, number: 1, status: 'failed', exitCode: 3 },
          url: `https://bothy.example/runs/${runId}`,
        },
      });
      const [unsigned] = receiver.of('/unsigned');
      expect(unsigned?.headers).toMatchObject({ 'webhook-id': expect.any(String) });
      expect(unsigned?.headers['webhook-signature']).toBeUndefined();
    });

    it('speak to Slack in its own words, in which a name is no markup', async () => {
      const notify = [{ kind: 'slack', url: `${receiver.url}/services/T0/B0/x` }];
      const answer = await call('POST', '/api/bots', {
        ...{ slug: 'chatty', name: 'A <!channel> & b', command: { argv: ['true'] }, notify },
      });
      expect(answer.text).not.toContain('/services/');
      const runId = await runThatEnded(app, 'chatty', 'timed-out', { reason: 'It ran longer than 5 s.' });
      await arrived('/services/T0/B0/x', 1);
      const { text, blocks } = receiver.of('/services/T0/B0/x')[0]?.json ?? {};
      expect(text).toBe(
        '*A &lt;!channel&gt; &amp; b #1 timed out*\nIt ran longer than 5 s.\n' +
          `<https://bothy.example/runs/${runId}|Run 1>`,
      );
      expect(blocks).toHaveLength(1);
    });

    it('go by mail in plain text', async () => {
      await define('letters', [{ kind: 'email', to: 'team@example.test' }]);
      const runId = await runThatEnded(app, 'letters', 'failed', { exitCode: 7 });
      await runThatEnded(app, 'letters', 'failed');
      const mails = async () => (await call('GET', '/api/mail')).json.items;
      await expect.poll(async () => (await mails())[0]?.state, { timeout: 5000 }).toBe('kept');
      const items = await mails();
      expect(items.map((mail: { subject: string; to: string }) => [mail.subject, mail.to])).toEqual([
        ['The letters #1 failed', 'team@example.test'],
      ]);
      const { text } = (await call('GET', `/api/mail/${items[0].id}`)).json;
      expect(text).toBe(
        `The letters #1 failed. It ended with exit code 7.\n\nThe run: https://bothy.example/runs/${runId}`,
      );
    });

    it('of several runs that end at the same moment tell one change', async () => {
      await define('crowd', [toWebhook('/crowd')]);
      await runThatEnded(app, 'crowd', 'succeeded');
      const runs = await Promise.all(Array.from({ length: 10 }, () => beginRun(app, 'crowd')));
      await Promise.all(runs.map((run) => endRun(app, run, 'failed')));
      await arrived('/crowd', 1);
      await deliver();
      expect(receiver.of('/crowd')).toHaveLength(1);
    });

    it('know how a bot was doing before there were notices', async () => {
      await define('veteran', [toWebhook('/veteran')]);
      await runThatEnded(app, 'veteran', 'failed');
      await arrived('/veteran', 1);
      await app.get(Connections).writer.query('DELETE FROM bot_health');
      await runThatEnded(app, 'veteran', 'failed');
      await deliver();
      expect(receiver.of('/veteran')).toHaveLength(1);
      await app.get(Connections).writer.query('DELETE FROM bot_health');
      await runThatEnded(app, 'veteran', 'succeeded');
      await arrived('/veteran', 2);
    });

    it('go with the end of the run or not at all', async () => {
      await define('undone', [toWebhook('/undone')]);
      const run = await beginRun(app, 'undone');
      const rolledBack = app.get(UnitOfWork).run(async () => {
        await app.get(RunEndings).run(presentRun({ ...run, status: 'failed' }), run.botId);
        throw new Error('the disk is full');
      });
      await expect(rolledBack).rejects.toThrow('the disk is full');
      await endRun(app, run, 'failed');
      await arrived('/undone', 1);
    });

    it('that are not taken are tried again, under the same id, and given up in the end', async () => {
      await define('stubborn', [toWebhook('/stubborn', { secret })]);
      receiver.answers = [{ status: 503 }];
      await runThatEnded(app, 'stubborn', 'failed');
      await arrived('/stubborn', 1);
      const row = async () => (await rows()).at(-1);
      await expect.poll(async () => (await row())?.problem).toBe('The receiver answered 503.');
      await deliver();
      expect(receiver.of('/stubborn')).toHaveLength(1);
      for (let attempt = 2; attempt <= 6; attempt++) {
        await advance(210 * minuteMs);
        await deliver();
        expect([receiver.of('/stubborn').length, (await row())?.attempts]).toEqual([attempt, attempt]);
      }
      expect(await row()).toMatchObject({ state: 'failed', problem: 'The receiver answered 503.' });
      await advance(1000 * minuteMs);
      await deliver();
      const all = receiver.of('/stubborn');
      expect(all).toHaveLength(6);
      expect(new Set(all.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      expect(new Set(all.map(({ body }) => body)).size).toBe(1);
      expect(all.every((notice) => isSignedBy(secret, notice))).toBe(true);
    });

    it.each([
      ['gone', { status: 410 }, 'failed'],
      ['redirected', { status: 302, headers: { location: '/elsewhere' } }, 'waiting'],
      ['refused', { status: 401 }, 'waiting'],
    ])('that are answered as %s have that outcome', async (slug, answer, state) => {
      await define(slug, [toWebhook(`/${slug}`)]);
      receiver.answers = [answer];
      await runThatEnded(app, slug, 'failed');
      await expect
        .poll(async () => (await rows()).at(-1), { timeout: 5000 })
        .toMatchObject({ state, problem: `The receiver answered ${answer.status}.` });
      expect(receiver.of('/elsewhere')).toEqual([]);
    });

    it('go to no address inside, and to none that the bot does not name any more', async () => {
      await define('inside', [{ kind: 'webhook', url: 'http://169.254.169.254/latest' }]);
      await runThatEnded(app, 'inside', 'failed');
      await expect.poll(async () => (await rows()).at(-1)?.state, { timeout: 5000 }).toBe('failed');
      await define('renamed', [toWebhook('/renamed')]);
      receiver.answers = [{ status: 500 }];
      await runThatEnded(app, 'renamed', 'failed');
      await arrived('/renamed', 1);
      await call('PATCH', '/api/bots/renamed', { notify: [] });
      await advance(minuteMs);
      await deliver();
      expect((await rows()).at(-1)).toMatchObject({ state: 'failed', problem: expect.stringContaining('any more') });
      expect(receiver.of('/renamed')).toHaveLength(1);
    });
  });
}
