import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginRun, runThatEnded } from '../../testing/kept-runs.js';
import type { TestApp } from '../../testing/test-app.js';
import { startAppOn } from '../../testing/app-on.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { ObjectStorage } from '../../platform/storage/object-storage.js';
import { RunArtifacts } from './application/artifacts/run-artifacts.js';
import { LeftoverSweep } from './application/retention/leftover-sweep.js';
import { RunRetention } from './application/retention/run-retention.js';
import { RunFolders } from './application/runs/run-folders.js';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`what is kept of runs, on ${kind.name}`, () => {
    let app: TestApp;
    let admin: string;
    let remove = async () => {};

    beforeAll(async () => {
      ({ app, remove } = await startAppOn(kind));
      admin = await app.asAdmin();
    });
    afterAll(() => remove());

    const call = (method: string, path: string, body?: unknown) => app.call(method, path, body, { token: admin });
    const define = async (slug: string, retention: object = {}) => {
      const body = { slug, name: slug, command: { argv: ['true'] }, retention };
      expect((await call('POST', '/api/bots', body)).status).toBe(201);
    };
    /** A finished run with a log and, if told so, an artifact. */
    const leave = async (
      slug: string,
      changes: { daysAgo?: number; logBytes?: number; artifactBytes?: number } = {},
    ) => {
      const finishedAt = new Date(app.clock.now().getTime() - (changes.daysAgo ?? 0) * dayMs).toISOString();
      const runId = await runThatEnded(app, slug, 'succeeded', { finishedAt, byteCount: changes.logBytes ?? 0 });
      const ref = { runId, attempt: 1 };
      const folder = app.get(RunFolders).artifactsOf(ref);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, '..', 'log'), 'lines');
      if (changes.artifactBytes) writeFileSync(join(folder, 'file'), Buffer.alloc(changes.artifactBytes));
      await app.get(RunArtifacts).collect(ref);
      return runId;
    };
    const numbers = async (slug: string) => {
      const { items } = (await call('GET', `/api/bots/${slug}/runs`)).json;
      return items.map(({ number }: { number: number }) => number).toReversed();
    };
    const objectsOf = async (runId: string) => {
      let count = 0;
      for await (const { key } of app.get(ObjectStorage).list('artifacts/')) if (key.includes(runId)) count += 1;
      return count;
    };
    const leftOf = async (runId: string) => [existsSync(app.get(RunFolders).ofRun(runId)), await objectsOf(runId)];

    it('goes by the days, the number and the bytes that a bot names, and never the unfinished', async () => {
      await define('days', { days: 3 });
      await define('count', { runs: 2 });
      await define('bytes', { bytes: 1000 });
      await define('all');
      const old = await leave('days', { daysAgo: 4, artifactBytes: 10 });
      await leave('days', { daysAgo: 2 });
      const going = await beginRun(app, 'count');
      for (let at = 0; at < 5; at++) await leave('count');
      for (let at = 0; at < 3; at++) await leave('bytes', { logBytes: 200, artifactBytes: 300 });
      for (let at = 0; at < 3; at++) await leave('all', { daysAgo: 900, logBytes: 1e6 });
      expect(await leftOf(old)).toEqual([true, 1]);
      expect(await app.get(RunRetention).run()).toBe(1 + 3 + 1);
      expect(await numbers('days')).toEqual([2]);
      expect(await numbers('count')).toEqual([1, 5, 6]);
      expect((await call('GET', `/api/runs/${going.id}`)).json.status).toBe('running');
      expect(await numbers('bytes')).toEqual([2, 3]);
      expect(await numbers('all')).toEqual([1, 2, 3]);
      expect(await leftOf(old)).toEqual([false, 0]);
      const { items } = (await call('GET', '/api/audit?action=run.purged')).json;
      const told = items.map((item: { target: { name: string }; details: object }) => [item.target.name, item.details]);
      expect(told.toSorted()).toEqual([
        ['bytes', { runs: 1, from: 1, to: 1, why: 'retention' }],
        ['count', { runs: 3, from: 2, to: 4, why: 'retention' }],
        ['days', { runs: 1, from: 1, to: 1, why: 'retention' }],
      ]);
      expect(await app.get(RunRetention).run()).toBe(0);
    });

    it('is at least the newest run, however large', async () => {
      await define('large', { bytes: 1 });
      await leave('large', { logBytes: 500 });
      await leave('large', { logBytes: 500 });
      await app.get(RunRetention).run();
      expect(await numbers('large')).toEqual([2]);
    });

    it('is held to in bounded steps', async () => {
      await define('many', { runs: 10 });
      for (let at = 0; at < 215; at++) await runThatEnded(app, 'many');
      expect(await app.get(RunRetention).run()).toBe(205);
      expect(await numbers('many')).toEqual(Array.from({ length: 10 }, (_unused, at) => 206 + at));
    }, 60_000);

    it('is purged on an admin’s word, by name or by age, and written down', async () => {
      await define('purged');
      const [first = '', second = ''] = [await leave('purged', { artifactBytes: 5 }), await leave('purged')];
      const going = await beginRun(app, 'purged');
      await leave('purged', { daysAgo: 10 });
      const purge = async (body: object) => (await call('POST', '/api/runs/purge', body)).json;
      expect(await purge({ ids: [first, first, going.id, uuidv7()] })).toEqual({ purged: 1 });
      expect(await leftOf(first)).toEqual([false, 0]);
      expect((await call('GET', `/api/runs/${first}`)).status).toBe(404);
      const [entry] = (await call('GET', '/api/audit?limit=1')).json.items;
      expect(entry).toMatchObject({
        action: 'run.purged',
        actor: { name: 'Ada Admin' },
        target: { kind: 'bot', name: 'purged' },
        details: { runs: 1, from: 1, to: 1, why: 'purge' },
      });
      expect(await purge({ bot: 'purged', olderThanDays: 5 })).toEqual({ purged: 1 });
      expect(await numbers('purged')).toEqual([2, 3]);
      expect(await leftOf(second)).toEqual([true, 0]);
      expect(await purge({ bot: 'purged' })).toEqual({ purged: 1 });
      expect(await numbers('purged')).toEqual([3]);
      expect((await purge({ bot: 'nobody' })).code).toBe('bot_not_found');
      expect((await purge({})).code).toBe('invalid_request');
      expect((await purge({ bot: 'purged', ids: [first] })).code).toBe('invalid_request');
      const operator = await app.asRole('operator');
      const asOperator = await app.call('POST', '/api/runs/purge', { bot: 'purged' }, { token: operator });
      expect(asOperator.status).toBe(403);
    });

    it('has no folder that belongs to nothing for longer than an hour', async () => {
      await define('tidy');
      const kept = await leave('tidy');
      const folders = app.get(RunFolders);
      const [run, bot, young] = [folders.ofRun(uuidv7()), folders.ofBot(uuidv7()), folders.ofRun(uuidv7())];
      for (const folder of [run, bot, young]) mkdirSync(join(folder, 'deep'), { recursive: true });
      const foreign = join(app.config.dataDir, 'runs', 'not-an-id');
      mkdirSync(foreign);
      const old = new Date(app.clock.now().getTime() - 2 * hourMs);
      for (const folder of [run, bot, foreign, folders.ofRun(kept)]) utimesSync(folder, old, old);
      expect(await app.get(LeftoverSweep).run()).toBe(2);
      const there = [run, bot, young, foreign, folders.ofRun(kept)].map((folder) => existsSync(folder));
      expect(there).toEqual([false, false, true, true, true]);
    });
  });
}
