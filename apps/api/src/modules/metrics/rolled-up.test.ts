import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metricNames } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAppOn } from '../../testing/app-on.js';
import { MetricRig, part, visitor } from '../../testing/metric-rig.js';
import { createPostgres, databaseKinds } from '../../testing/test-databases.js';
import { startTestApp } from '../../testing/test-app.js';
import { Keyring } from '../../platform/crypto/keyring.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { CountWriter } from './application/counting/count-writer.js';
import { Counts } from './application/counts.js';
import type { Counted } from './domain/counted.js';
import { EvidenceRetention } from './application/keeping/evidence-retention.js';
import { Reconciliation } from './application/keeping/reconciliation.js';
import { RollUp } from './application/keeping/roll-up.js';
import { FiguresJob } from './jobs/figures.job.js';
import { FigureWriter } from './persistence/figure-writer.js';

const dayMs = 24 * 60 * 60 * 1000;
const hourMs = dayMs / 24;

/** To the given hour (UTC) of the next day. */
const untilTomorrowAt = (rig: MetricRig, hour: number): number =>
  dayMs - (rig.app.clock.now().getTime() % dayMs) + hour * hourMs;

const one = (over: Partial<Counted> = {}): Counted => ({ metric: 'clones', tool: 'demo', value: 1, ...over });

describe.each(databaseKinds.filter(({ isThere }) => isThere))('figures on $name', (kind) => {
  let rig: MetricRig;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const started = await startAppOn(kind);
    remove = started.remove;
    rig = await MetricRig.on(started.app);
  });
  afterAll(() => remove());

  const rollUp = () => rig.app.get(RollUp).run();
  const mismatches = () => rig.app.get(Reconciliation).run();
  const sums = async () => [
    await rig.sum('metric_events'),
    await rig.sum('metric_hours'),
    await rig.sum('metric_days'),
    await rig.sum('metric_months'),
  ];

  it('are rolled up an hour after their day, once, and are the same before and behind it', async () => {
    await rig.pass(untilTomorrowAt(rig, 12));
    await rig.count(one(), one({ version: 'v1', value: 2 }), one({ metric: 'fetches' }));
    await rig.pass(untilTomorrowAt(rig, 0.5));
    await rig.count(one({ value: 10 }));
    expect(await rollUp()).toEqual([]);
    expect(await rig.totals()).toMatchObject({ clones: 13, fetches: 1 });
    await rig.pass(hourMs);
    expect(await rollUp()).toHaveLength(1);
    expect(await rollUp()).toEqual([]);
    expect(await sums()).toEqual([14, 14, 4, 4]);
    expect(await rig.totals()).toMatchObject({ clones: 13, fetches: 1 });
    expect(await mismatches()).toBe(0);
  });

  it('take what comes late for a day that is rolled up, too', async () => {
    const [row] = await rig.rows('SELECT MIN(at) AS at FROM metric_events');
    const late = { ...one({ version: 'v1', value: 5, file: 'a.zip' }), id: 'late', at: String(row?.['at']) };
    await rig.app.get(CountWriter).write({ events: [late], claims: [], isAgain: false });
    expect(await sums()).toEqual([19, 19, 9, 9]);
    expect(await mismatches()).toBe(0);
    expect(await rig.totals()).toMatchObject({ clones: 18 });
  });

  it('are written with their events or not at all, and then again', async () => {
    const before = await sums();
    const figures = rig.app.get(FigureWriter);
    const add = figures.add.bind(figures);
    figures.add = async (...given) => {
      await add(...given);
      throw new Error('The machine is gone.');
    };
    await rig.sent(visitor(), part({ tool: 'crash' }));
    await rig.written();
    expect(await sums()).toEqual(before);
    expect(await rig.rows('SELECT * FROM metric_claims')).toEqual([]);
    figures.add = add;
    expect(await rig.totals('?tool=crash')).toMatchObject({ downloads: 1, bytes: 1000 });
    expect(await mismatches()).toBe(0);
  });

  it('are not counted twice when only the word of them was lost', async () => {
    const work = rig.app.get(UnitOfWork);
    const run = work.run.bind(work);
    work.run = async (inner) => {
      await run(inner);
      throw new Error('The connection is gone.');
    };
    rig.app.get(Counts).count(one({ tool: 'unheard' }));
    await rig.written();
    work.run = run;
    expect(await rig.totals('?tool=unheard')).toMatchObject({ clones: 1 });
  });

  it('that are wrong are found', async () => {
    const change = (sql: string) => rig.app.get(UnitOfWork).run(() => rig.rows(sql));
    const tables = ['hours', 'days', 'tool_days', 'months', 'day_parts', 'month_parts'];
    for (const table of tables.map((name) => `metric_${name}`)) {
      await change(`UPDATE ${table} SET value = value + 1`);
      expect([table, (await mismatches()) > 0]).toEqual([table, true]);
      await change(`UPDATE ${table} SET value = value - 1`);
      expect([table, await mismatches()]).toEqual([table, 0]);
    }
  });

  it('outlive their events and hours by far', async () => {
    await rig.pass(untilTomorrowAt(rig, 2));
    await rollUp();
    const before = await rig.totals();
    await rig.pass(39 * dayMs);
    await rig.app.get(EvidenceRetention).run();
    expect((await rig.rows('SELECT id FROM metric_events')).length).toBeGreaterThan(0);
    await rig.pass(3 * dayMs);
    await rig.count(one({ tool: 'new' }));
    await rig.app.get(FiguresJob).job.run();
    expect(await rig.sum('metric_events')).toBe(1);
    expect(await rig.sum('metric_hours')).toBe(1);
    expect(await rig.totals()).toEqual({ ...before, clones: before.clones + 1 });
    expect(await mismatches()).toBe(0);
  });

  it('are right for ten thousand things counted over two months', async () => {
    const before = await rig.totals();
    const kinds = metricNames.length;
    for (let step = 0; step < 60; step += 1) {
      const all = Array.from({ length: 200 }, (_, at) => {
        const metric = metricNames[at % kinds]!;
        return one({
          metric,
          tool: `tool-${at % 7}`,
          version: `v${at % 3}`,
          referrer: `host-${at % 5}.test`,
          value: 3,
        });
      });
      await rig.count(...all);
      await rig.app.clock.advance(dayMs + hourMs);
      if (step % 7 === 0) await rollUp();
    }
    await rig.pass(0);
    await rollUp();
    const behind = await rig.totals();
    const grown = (Object.keys(before) as (keyof typeof before)[]).map((name) => behind[name] - before[name]);
    expect(grown.reduce((all, each) => all + each, 0)).toBe(60 * 200 * 3);
    expect(await mismatches()).toBe(0);
  });
});

describe('two servers on one PostgreSQL', () => {
  const [, postgres] = databaseKinds;
  it.skipIf(!postgres?.isThere)('count, claim and roll up each thing once', async () => {
    const database = await createPostgres();
    const first = await startTestApp({ DATABASE_URL: database.url });
    // It makes its keys when it first needs them; both servers have the same.
    first.get(Keyring).currentPrefix();
    const folder = mkdtempSync(join(tmpdir(), 'bothy-api-'));
    cpSync(join(first.config.dataDir, 'keys'), join(folder, 'keys'), { recursive: true });
    const second = await startTestApp({ DATABASE_URL: database.url, BOTHY_DATA_DIR: folder });
    const apps = [first, second];
    try {
      const rig = await MetricRig.on(first);
      const other = new MetricRig(second, '');
      const halves = Array.from({ length: 40 }, (_, at) => part({ from: at * 25, to: at * 25 + 25 }));
      await Promise.all(halves.map((each, at) => (at % 2 ? rig : other).sent(visitor(), each, part({ file: 'b' }))));
      await Promise.all([rig.written(), other.written()]);
      await Promise.all([rig.count(one()), other.count(one())]);
      expect(await rig.totals()).toMatchObject({ downloads: 2, clones: 2, bytes: 41_000 });
      for (const app of apps) app.clock.advance(untilTomorrowAt(rig, 2));
      const rolled = await Promise.all(apps.flatMap((app) => [app.get(RollUp).run(), app.get(RollUp).run()]));
      expect(rolled.flat()).toHaveLength(1);
      expect(await first.get(Reconciliation).run()).toBe(0);
      expect(await rig.sum('metric_days')).toBe(41_004);
    } finally {
      for (const app of apps) await app.remove();
      await database.remove();
    }
  });
});
