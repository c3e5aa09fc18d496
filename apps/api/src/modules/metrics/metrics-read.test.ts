import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAppOn } from '../../testing/app-on.js';
import { geoFile } from '../../testing/geo-file.js';
import { MetricRig, part, visitor } from '../../testing/metric-rig.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { startTestApp } from '../../testing/test-app.js';
import { RollUp } from './application/keeping/roll-up.js';
import { Countries } from './application/visitors/countries.js';
import { ToolFigures, UpstreamCounts } from './index.js';

const dayMs = 24 * 60 * 60 * 1000;
const folder = mkdtempSync(join(tmpdir(), 'bothy-geo-'));
const geoIpFile = join(folder, 'country.mmdb');
writeFileSync(geoIpFile, geoFile('NZ'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(databaseKinds.filter(({ isThere }) => isThere))('figures asked for on $name', (kind) => {
  let rig: MetricRig;
  let remove: () => Promise<void>;
  const day = (days: number) => new Date(rig.app.clock.now().getTime() - days * dayMs).toISOString().slice(0, 10);

  beforeAll(async () => {
    const settings = { BOTHY_GEOIP_FILE: geoIpFile, BOTHY_METRICS_TOKEN: 'a-token-for-the-collector' };
    const started = await startAppOn(kind, settings);
    remove = started.remove;
    rig = await MetricRig.on(started.app);
    for (let tool = 0; tool < 12; tool += 1) {
      await rig.count({ metric: 'downloads', tool: `tool-${tool}`, version: 'v1', file: 'a.zip', value: 100 - tool });
    }
    await rig.pass(dayMs);
    await rig.pass(dayMs);
    await rig.app.get(RollUp).run();
    await rig.sent(visitor({ referrer: 'https://news.example/story' }), part({ tool: 'tool-1', version: 'v2' }));
    await rig.sent(visitor({ address: '198.51.100.7' }), part({ tool: 'tool-1', version: 'v2' }));
    await rig.count({ metric: 'clones', tool: 'tool-1', value: 3 }, { metric: 'fetches', tool: 'tool-1', value: 4 });
  });
  afterAll(() => remove());

  it('are told day by day without a gap, the greatest apart', async () => {
    const { json } = await rig.read('series?by=tool');
    expect(json.at).toHaveLength(30);
    expect(json.at.at(-1)).toBe(`${day(0)}T00:00:00.000Z`);
    expect(json.series.map(({ key }: { key: string | null }) => key)).toEqual([
      ...['tool-1', 'tool-0', 'tool-2', 'tool-3', 'tool-4', 'tool-5', 'tool-6', 'tool-7', 'tool-8'],
      null,
    ]);
    expect(json.series[0].values.slice(-3)).toEqual([99, 0, 2]);
    expect(json.series.at(-1).total).toBe(91 + 90 + 89);
  });

  it.each([
    ['hour', 48, /:00:00\.000Z$/],
    ['day', 30, /T00:00:00\.000Z$/],
    ['week', 26, /T00:00:00\.000Z$/],
    ['month', 12, /-01T00:00:00\.000Z$/],
  ])('by %s make %i points where nobody says otherwise', async (bucket, points, form) => {
    const { json } = await rig.read(`series?bucket=${bucket}`);
    expect(json.at).toHaveLength(points);
    expect(json.at.filter((at: string) => !form.test(at))).toEqual([]);
    expect(json.series).toMatchObject([{ key: null }]);
  });

  it('by week begin on Mondays, and hold as much by whatever they are told apart', async () => {
    const { json } = await rig.read('series?bucket=week');
    expect(new Set(json.at.map((at: string) => new Date(at).getUTCDay()))).toEqual(new Set([1]));
    for (const bucket of ['day', 'week', 'month']) {
      expect((await rig.read(`series?bucket=${bucket}`)).json.series).toMatchObject([{ key: null, total: 1136 }]);
    }
  });

  it('make the same in all, whatever they are told in, also where a span cuts weeks, months and days', async () => {
    const now = rig.app.clock.now().toISOString();
    const spans = [
      ...[2, 1, 0].map((days) => `from=${day(days + 12)}&to=${day(days)}`),
      ...[2, 1, 0].map((days) => `from=${day(days)}&to=${day(days - 1)}`),
      `from=${day(35)}&to=${day(1)}`,
      `from=${now}`,
      `from=${day(20)}&to=${now}`,
    ];
    for (const span of spans) {
      const { downloads } = await rig.totals(`?${span}`);
      for (const bucket of ['hour', 'day', 'week', 'month']) {
        for (const by of ['', '&by=tool', '&by=version']) {
          const path = `${span}&bucket=${bucket}${by}`;
          const { json } = await rig.read(`series?${path}`);
          const sum = json.series.reduce((all: number, { total }: { total: number }) => all + total, 0);
          expect([path, sum]).toEqual([path, downloads]);
        }
      }
    }
    const { text } = await rig.read(`series.csv?bucket=month&from=${day(0)}`);
    expect(text.split('\r\n')[1]).toBe(`${day(0).slice(0, 7)}-01T00:00:00.000Z,2`);
  });

  it('by version are told apart by tool, too, where no tool is named', async () => {
    const keys = async (query: string) =>
      (await rig.read(`series?by=version&${query}`)).json.series.map(({ key }: { key: string | null }) => key);
    expect(await keys('')).toEqual([
      ...['tool-0', 'tool-1', 'tool-2', 'tool-3', 'tool-4', 'tool-5', 'tool-6', 'tool-7', 'tool-8'].map(
        (tool) => `${tool} v1`,
      ),
      null,
    ]);
    expect(await keys('tool=tool-1')).toEqual(['v1', 'v2']);
    expect(await keys('metric=clones')).toEqual([null]);
  });

  it('are told of a tool and a time', async () => {
    expect(await rig.totals('?tool=tool-1')).toMatchObject({ downloads: 101, clones: 3, fetches: 4, bytes: 2000 });
    expect(await rig.totals(`?tool=tool-1&from=${day(0)}`)).toMatchObject({ downloads: 2, clones: 3 });
    expect(await rig.totals(`?tool=tool-1&to=${day(0)}`)).toMatchObject({ downloads: 99, clones: 0 });
    expect(await rig.totals(`?tool=tool-1&from=${rig.app.clock.now().toISOString()}`)).toMatchObject({ downloads: 2 });
    expect(await rig.totals(`?tool=tool-1&to=${rig.app.clock.now().toISOString()}`)).toMatchObject({ downloads: 101 });
    expect(await rig.totals('?from=2020-01-15')).toMatchObject({ downloads: 1136 });
    expect(await rig.totals('?tool=nothing')).toMatchObject({ downloads: 0, bytes: 0 });
  });

  it('name the greatest', async () => {
    const top = async (query: string) => (await rig.read(`top?${query}`)).json;
    expect(await top('by=tool&limit=2')).toEqual({
      items: [
        { tool: 'tool-1', key: 'tool-1', value: 101 },
        { tool: 'tool-0', key: 'tool-0', value: 100 },
      ],
      total: 1136,
    });
    expect(await top('by=version&tool=tool-1')).toEqual({
      items: [
        { tool: 'tool-1', key: 'v1', value: 99 },
        { tool: 'tool-1', key: 'v2', value: 2 },
      ],
      total: 101,
    });
    expect((await top('by=file&limit=1')).items).toEqual([{ tool: 'tool-0', key: 'v1/a.zip', value: 100 }]);
    expect(await top('by=referrer')).toEqual({
      items: expect.arrayContaining([
        { tool: null, key: 'news.example', value: 1 },
        { tool: null, key: null, value: 1 },
      ]),
      total: 2,
    });
    expect((await top('by=country&tool=tool-1')).items).toEqual(
      expect.arrayContaining([
        { tool: 'tool-1', key: 'NZ', value: 1 },
        { tool: 'tool-1', key: null, value: 1 },
      ]),
    );
  });

  it('stand beside tools and files', async () => {
    const figures = rig.app.get(ToolFigures);
    expect(await figures.ofTools(['tool-1', 'tool-2', 'nothing'])).toEqual(
      new Map([
        ['tool-1', { downloads: 101, clones: 3 }],
        ['tool-2', { downloads: 98, clones: 0 }],
      ]),
    );
    expect(await figures.ofFiles('tool-1')).toEqual(
      new Map([
        ['v1/a.zip', 99],
        ['v2/demo.zip', 2],
      ]),
    );
    expect(await figures.ofTools([])).toEqual(new Map());
  });

  it('stand beside what GitLab counted', async () => {
    expect((await rig.read('crosscheck?tool=tool-1')).json).toEqual({ fetchedAt: null, days: [] });
    const upstream = rig.app.get(UpstreamCounts);
    await upstream.keep('tool-1', [{ day: day(1), fetches: 7 }]);
    await upstream.keep('tool-1', [
      { day: day(1), fetches: 8 },
      { day: day(0), fetches: 9 },
    ]);
    expect((await rig.read('crosscheck?tool=tool-1')).json).toEqual({
      fetchedAt: expect.any(String),
      days: [
        { day: day(1), upstream: 8, clones: 0, fetches: 0 },
        { day: day(0), upstream: 9, clones: 3, fetches: 4 },
      ],
    });
  });

  it('come as a table that no spreadsheet runs', async () => {
    await rig.count({ metric: 'fetches', tool: 'tool-1', version: '=1+1,"a"', value: 2 });
    const { text, headers } = await rig.read(`series.csv?metric=fetches&by=version&tool=tool-1&from=${day(0)}`);
    expect(text).toBe(`from,"'=1+1,""a""",others\r\n${day(0)}T00:00:00.000Z,2,4\r\n`);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="tool-1-fetches-\d{4}-\d\d-\d\d\.csv"/);
  });

  it.each([
    ['series?bucket=hour&from=2020-01-01&to=2020-01-02', /Hours are kept for 40 days/],
    ['totals?from=2020-01-01T10:30:00Z', /Hours are kept for 40 days/],
    ['series?from=2015-01-01', /more than 1000 points/],
    ['series?from=2026-01-02&to=2026-01-01', /behind the beginning/],
    ['totals?from=2026-01-02&to=2026-01-02', /behind the beginning/],
    ['totals?from=yesterday', /Write a day/],
  ])('are refused for %s', async (path, message) => {
    const { status, json } = await rig.read(path);
    expect([status, json.code]).toEqual([400, 'invalid_request']);
    expect(json.errors?.[0]?.message ?? json.issues?.[0]?.message).toMatch(message);
  });

  it('are told to Prometheus', async () => {
    const { text } = await rig.app.call('GET', '/metrics', undefined, { token: 'a-token-for-the-collector' });
    expect(text).toMatch(/bothy_catalog_events_total\{metric="downloads"\} 1136/);
    expect(text).toContain('bothy_catalog_sent_bytes_total 2000');
    expect(text).toContain('bothy_metric_mismatches 0');
  });

  it('are for those who may read them', async () => {
    expect((await rig.app.call('GET', '/api/metrics/totals')).status).toBe(401);
    for (const role of ['operator', 'viewer'] as const) {
      const token = await rig.app.asRole(role);
      expect((await rig.app.call('GET', '/api/metrics/totals', undefined, { token })).status).toBe(200);
    }
  });
});

it('countries are told of addresses of all kinds', async () => {
  const app = await startTestApp({ BOTHY_GEOIP_FILE: geoIpFile });
  const countries = app.get(Countries);
  const found = ['203.0.113.7', '::ffff:203.0.113.7', '198.51.100.1', '2001:db8::1', 'unix', ''].map((each) =>
    countries.of(each),
  );
  expect(found).toEqual(['NZ', 'NZ', null, null, null, null]);
  await app.remove();
});

it('a file of countries that is none stops the start', async () => {
  const broken = join(folder, 'broken.mmdb');
  writeFileSync(broken, 'nothing of the kind');
  await expect(startTestApp({ BOTHY_GEOIP_FILE: broken })).rejects.toThrow(/BOTHY_GEOIP_FILE: .*broken\.mmdb/);
});
