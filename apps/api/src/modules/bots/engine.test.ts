import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, readEvents, runOf } from '../../testing/read-events.js';
import { startAppOn } from '../../testing/app-on.js';
import { databaseKinds } from '../../testing/test-databases.js';
import type { TestApp } from '../../testing/test-app.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`the run engine on ${kind.name}`, () => {
    let app: TestApp;
    let admin: string;
    let remove = async () => {};

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind, { BOTHY_ROLE: 'all' }));
      admin = await app.asAdmin();
    });
    afterAll(() => remove());

    const call = (method: string, path: string, body?: unknown, token = admin, headers = {}) =>
      app.call(method, path, body, { token, headers });
    const define = async (slug: string, script: string, extra: object = {}) => {
      const command = { argv: [script], shell: true };
      const answer = await call('POST', '/api/bots', { slug, name: slug, command, ...extra });
      expect(answer).toMatchObject({ status: 201 });
    };
    const start = async (slug: string, params = {}): Promise<Run> =>
      (await call('POST', `/api/bots/${slug}/runs`, { params })).json;
    const get = async (id: string): Promise<Run> => (await call('GET', `/api/runs/${id}`)).json;
    const until = (id: string, status: string) =>
      expect.poll(async () => (await get(id)).status, { timeout: 20_000, interval: 20 }).toBe(status);
    const ended = async (slug: string): Promise<Run> => (await call('POST', `/api/bots/${slug}/runs?wait=30`, {})).json;
    const runsOf = async (slug: string): Promise<Run[]> =>
      (await call('GET', `/api/bots/${slug}/runs?limit=200`)).json.items.toReversed();
    const settled = (slug: string) =>
      expect
        .poll(async () => (await runsOf(slug)).filter((run) => run.finishedAt === null).length, { timeout: 60_000 })
        .toBe(0);

    it('never passes a limit under 200 triggers at once', async () => {
      await define('queued', 'true', { concurrency: { limit: 3 } });
      await Promise.all(Array.from({ length: 200 }, () => start('queued')));
      await settled('queued');
      const runs = await runsOf('queued');
      expect(runs.map((run) => run.status)).toEqual(Array.from({ length: 200 }, () => 'succeeded'));
      expect(mostAtOnce(runs)).toBeLessThanOrEqual(3);
    }, 120_000);

    it('lets those that wait go on in the order in which they were made', async () => {
      await define('in-order', 'true', { concurrency: { limit: 1 } });
      await Promise.all(Array.from({ length: 60 }, () => start('in-order')));
      await settled('in-order');
      const starts = (await runsOf('in-order')).map((run) => run.startedAt!);
      expect(starts).toEqual(starts.toSorted());
      expect(mostAtOnce(await runsOf('in-order'))).toBe(1);
    }, 120_000);

    it('skips what comes while it is busy', async () => {
      await define('skip', 'sleep 2', { concurrency: { limit: 2, onBusy: 'skip' } });
      await Promise.all(Array.from({ length: 200 }, () => start('skip')));
      await settled('skip');
      const runs = await runsOf('skip');
      expect(mostAtOnce(runs.filter((run) => run.startedAt))).toBeLessThanOrEqual(2);
      const skipped = runs.filter((run) => run.status === 'skipped');
      expect(skipped.length).toBeGreaterThan(150);
      expect(skipped[0]).toMatchObject({ reason: '2 other runs were under way.', startedAt: null });
    }, 120_000);

    it('lets the newest replace those that wait', async () => {
      await define('replace', 'sleep 1', { concurrency: { onBusy: 'replace-pending' } });
      const first = await start('replace');
      await Promise.all(Array.from({ length: 50 }, () => start('replace')));
      const waiting = (await runsOf('replace')).filter((run) => run.status === 'queued');
      expect(waiting.length).toBeLessThanOrEqual(1);
      await settled('replace');
      const runs = await runsOf('replace');
      const done = runs.filter((run) => run.status === 'succeeded');
      expect(done.map((run) => run.id)).toEqual([first.id, runs.at(-1)!.id]);
      expect(runs.filter((run) => run.status === 'skipped')).toHaveLength(49);
    }, 60_000);

    it('cancels what goes on for the newest', async () => {
      await define('newest', 'sleep 30', { concurrency: { onBusy: 'cancel-running' } });
      const first = await start('newest');
      await until(first.id, 'running');
      await Promise.all(Array.from({ length: 20 }, () => start('newest')));
      const last = (await runsOf('newest')).at(-1)!;
      await until(last.id, 'running');
      const runs = await runsOf('newest');
      expect(runs.slice(0, -1).map((run) => run.status)).toEqual(Array.from({ length: 20 }, () => 'cancelled'));
      expect(await get(first.id)).toMatchObject({ cancelledBy: { kind: 'system' } });
      expect((await call('POST', '/api/runs/cancel', { bot: 'newest' })).json).toEqual({ cancelled: 1 });
      await until(last.id, 'cancelled');
    }, 60_000);

    it('shares the places of a key among bots', async () => {
      const concurrency = { key: 'deploy', limit: 1 };
      await define('share-a', 'sleep 0.3', { concurrency });
      await define('share-b', 'sleep 0.3', { concurrency });
      for (let i = 0; i < 3; i += 1) await Promise.all([start('share-a'), start('share-b')]);
      await settled('share-a');
      await settled('share-b');
      expect(mostAtOnce([...(await runsOf('share-a')), ...(await runsOf('share-b'))])).toBe(1);
    }, 30_000);

    it('tries again, each attempt with a log of its own, under one run', async () => {
      const script = 'echo "attempt $BOTHY_ATTEMPT"; [ "$BOTHY_ATTEMPT" = 3 ] || exit 7';
      await define('again', script, { retry: { attempts: 3, backoff: 0.2 } });
      const run = await start('again');
      const events = await readEvents(`${app.url}/api/runs/${run.id}/events`, admin);
      expect(linesOf(events).map(({ seq, text }) => `${seq} ${text}`)).toEqual([
        '1 attempt 1',
        '1 attempt 2',
        '1 attempt 3',
      ]);
      expect(events.flatMap(({ id }) => id ?? [])).toEqual(['1:1', '2:1', '3:1']);
      expect(runOf(events.at(-1))).toMatchObject({ status: 'succeeded', attempt: 3, maxAttempts: 3, exitCode: 0 });
      const { items } = (await call('GET', `/api/runs/${run.id}/attempts`)).json;
      expect(items).toMatchObject([
        { attempt: 1, status: 'failed', exitCode: 7, lineCount: 1 },
        { attempt: 2, status: 'failed', exitCode: 7 },
        { attempt: 3, status: 'succeeded', exitCode: 0 },
      ]);
      const first = (await call('GET', `/api/runs/${run.id}/log?attempt=1`)).json;
      expect(first).toMatchObject({ complete: true, lines: [{ text: 'attempt 1' }] });
      const resumed = await readEvents(`${app.url}/api/runs/${run.id}/events`, admin, {
        headers: { 'last-event-id': '2:0' },
      });
      expect(linesOf(resumed).map(({ text }) => text)).toEqual(['attempt 2', 'attempt 3']);
    }, 30_000);

    it('waits for its next attempt with the run cancellable', async () => {
      await define('patient', 'exit 1', { retry: { attempts: 2, backoff: 600 } });
      const { id } = await start('patient');
      await expect.poll(async () => (await get(id)).retryAt, { timeout: 10_000 }).not.toBeNull();
      expect(await get(id)).toMatchObject({
        status: 'queued',
        attempt: 2,
        reason: 'Attempt 1 failed with exit code 1.',
      });
      await call('POST', `/api/runs/${id}/cancel`);
      expect(await get(id)).toMatchObject({ status: 'cancelled', retryAt: null });
    });

    it('waits for somebody else where that is asked for', async () => {
      await define('careful', 'echo on', { approval: { required: true, notRequester: true } });
      const run = await start('careful');
      expect(run.status).toBe('waiting-approval');
      const own = await call('POST', `/api/runs/${run.id}/approve`, {});
      expect(own.json.code).toBe('own_run');
      const other = await app.asRole('operator');
      const answers = await Promise.all([1, 2, 3].map(() => call('POST', `/api/runs/${run.id}/approve`, {}, other)));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
      await until(run.id, 'succeeded');
      expect(await get(run.id)).toMatchObject({ approvedBy: { name: 'operator' } });

      const second = await start('careful');
      const rejected = await call('POST', `/api/runs/${second.id}/reject`, { reason: 'Not on a Friday' }, other);
      expect(rejected.json).toMatchObject({ status: 'cancelled', reason: 'operator rejected it: Not on a Friday.' });
      const viewer = await app.asRole('viewer');
      const third = await start('careful');
      expect((await call('POST', `/api/runs/${third.id}/approve`, {}, viewer)).status).toBe(403);
      expect((await call('POST', `/api/runs/${third.id}/cancel`)).json.status).toBe('cancelled');
    });

    it('answers the first run to a key that comes again', async () => {
      await define('once', 'true', {
        params: { properties: { n: { type: 'integer' } } },
      });
      const ask = (key: string, n: number) =>
        call('POST', '/api/bots/once/runs', { params: { n } }, admin, { 'idempotency-key': key });
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask('deploy-1', 1)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
      expect((await ask('deploy-1', 2)).json.code).toBe('idempotency_key_reused');
      expect((await ask('deploy-2', 1)).json.number).toBe(2);
      app.clock.advance(24 * 60 * 60 * 1000 + 1);
      admin = (await app.signIn('ada@example.test')).json.accessToken;
      expect((await ask('deploy-1', 1)).json.number).toBe(3);
    });

    it('gives parameters as arguments and variables, and refuses what does not fit', async () => {
      await call('POST', '/api/bots', {
        slug: 'greet',
        name: 'greet',
        command: { argv: ['sh', '-c', 'echo "$1, $BOTHY_PARAM_WHOM $BOTHY_PARAM_TIMES"', 'sh', '{{params.word}}'] },
        params: {
          type: 'object',
          properties: {
            word: { type: 'string', default: 'Hello' },
            whom: { type: 'string' },
            times: { type: 'integer', default: 2 },
          },
          required: ['whom'],
        },
      });
      const missing = await call('POST', '/api/bots/greet/runs', {});
      expect(missing.status).toBe(400);
      expect(missing.json.issues).toMatchObject([{ path: ['params', 'whom'] }]);
      const option = await call('POST', '/api/bots/greet/runs', { params: { whom: 'x', word: '-rf' } });
      expect(option.json.issues).toMatchObject([{ path: ['params', 'word'] }]);
      const run = (await call('POST', '/api/bots/greet/runs?wait=20', { params: { whom: 'World; ls $HOME' } })).json;
      expect(run.params).toEqual({ word: 'Hello', whom: 'World; ls $HOME', times: 2 });
      const { lines } = (await call('GET', `/api/runs/${run.id}/log`)).json;
      expect(lines[0].text).toBe('Hello, World; ls $HOME 2');
    });

    it('runs again as it was, though the bot has changed', async () => {
      await define('same', 'echo first');
      const before = await ended('same');
      await call('PATCH', '/api/bots/same', { command: { argv: ['echo second; exit 4'], shell: true } });
      const changed = await ended('same');
      const again = (await call('POST', `/api/runs/${before.id}/rerun`, {})).json;
      await until(again.id, 'succeeded');
      expect(await get(again.id)).toMatchObject({ rerunOf: before.id, botVersion: 1, trigger: { kind: 'rerun' } });

      const compared = (await call('GET', `/api/runs/${before.id}/compare/${changed.id}`)).json;
      expect(compared.definition).toEqual([
        { path: 'command.argv.0', left: 'echo first', right: 'echo second; exit 4' },
      ]);
      expect(compared.outcome).toContainEqual({ path: 'exitCode', left: 0, right: 4 });
      expect(compared.log).toEqual({
        hunks: [
          { kind: 'left', leftSeq: 1, rightSeq: 1, count: 1, lines: ['first'] },
          { kind: 'right', leftSeq: 2, rightSeq: 1, count: 1, lines: ['second'] },
        ],
        truncated: false,
      });
    });

    it('holds a run that is paused, and lets it go on', async () => {
      await define('paced', 'while :; do echo tick; sleep 0.05; done', { timeoutSeconds: 60 });
      const { id } = await start('paced');
      await expect.poll(async () => (await get(id)).lineCount, { timeout: 10_000 }).toBeGreaterThan(2);
      expect((await call('POST', `/api/runs/${id}/pause`)).status).toBe(202);
      await expect.poll(async () => (await get(id)).paused, { timeout: 5_000 }).toBe(true);
      await sleep(150);
      const held = (await get(id)).lineCount;
      await sleep(300);
      expect((await get(id)).lineCount).toBe(held);
      await call('POST', `/api/runs/${id}/resume`);
      await expect.poll(async () => (await get(id)).lineCount, { timeout: 5_000 }).toBeGreaterThan(held);
      expect((await call('POST', `/api/runs/${id}/input`, { text: 'x' })).json.code).toBe('no_terminal');
      await call('POST', `/api/runs/${id}/pause`);
      await call('POST', `/api/runs/${id}/cancel`);
      await until(id, 'cancelled');
      expect((await call('POST', `/api/runs/${id}/pause`)).json.code).toBe('run_not_running');
    }, 30_000);

    it('stops runs that start themselves', async () => {
      await define('loop', 'sleep 20');
      let parent = await start('loop');
      for (let depth = 1; depth <= 8; depth += 1) {
        const answer = await call('POST', '/api/bots/loop/runs', {}, admin, { 'bothy-run': parent.id });
        expect(answer.json).toMatchObject({ depth, parentRunId: parent.id });
        parent = answer.json;
      }
      const next = await call('POST', '/api/bots/loop/runs', {}, admin, { 'bothy-run': parent.id });
      expect(next.json.code).toBe('run_loop');
      expect((await call('POST', '/api/runs/cancel', { bot: 'loop' })).json).toEqual({ cancelled: 9 });
      await settled('loop');
    }, 30_000);
  });
}

function mostAtOnce(runs: readonly Run[]): number {
  const marks = runs.flatMap(({ startedAt, finishedAt }) => [
    { at: Date.parse(startedAt!), step: 1 },
    { at: Date.parse(finishedAt!), step: -1 },
  ]);
  // What ends and what begins in the same millisecond follow one another.
  marks.sort((a, b) => a.at - b.at || a.step - b.step);
  let now = 0;
  return Math.max(...marks.map(({ step }) => (now += step)));
}
