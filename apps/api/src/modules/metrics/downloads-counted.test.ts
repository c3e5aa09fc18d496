import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAppOn } from '../../testing/app-on.js';
import { MetricRig, part, visitor } from '../../testing/metric-rig.js';
import { databaseKinds } from '../../testing/test-databases.js';

const dayMs = 24 * 60 * 60 * 1000;

describe.each(databaseKinds.filter(({ isThere }) => isThere))('downloads on $name', (kind) => {
  let rig: MetricRig;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const started = await startAppOn(kind);
    remove = started.remove;
    rig = await MetricRig.on(started.app);
  });
  afterAll(() => remove());

  /** Each test has a tool of its own. */
  const totals = (tool: string) => rig.totals(`?tool=${tool}`);

  it('count once for a person, a day, a file and a version', async () => {
    const own = part({ tool: 'once' });
    await rig.sent(visitor(), own, own);
    await rig.sent(visitor(), own);
    expect(await totals('once')).toMatchObject({ downloads: 1, bytes: 3000 });
    await rig.sent(visitor(), own);
    await rig.sent(visitor(), { ...own, version: 'v2' }, { ...own, file: 'other.zip' });
    await rig.sent(visitor({ address: '203.0.113.78' }), own);
    await rig.sent(visitor({ userAgent: 'curl/8.5.0' }), own);
    expect(await totals('once')).toMatchObject({ downloads: 5, botDownloads: 0, bytes: 8000 });
  });

  it('count when nothing is missing, however it came', async () => {
    const own = (from: number, to: number) => part({ tool: 'ranges', from, to });
    await rig.sent(visitor(), own(0, 400));
    await rig.sent(visitor(), own(300, 700), own(900, 1000));
    expect(await totals('ranges')).toMatchObject({ downloads: 0, bytes: 900 });
    await rig.sent(visitor(), own(700, 900));
    expect(await totals('ranges')).toMatchObject({ downloads: 1, bytes: 1100 });
    await rig.sent(visitor({ userAgent: '' }), own(1, 1000));
    expect(await totals('ranges')).toMatchObject({ downloads: 1 });
    await rig.sent(visitor({ userAgent: '' }), own(0, 1));
    expect(await totals('ranges')).toMatchObject({ downloads: 2 });
  });

  it('count one of many parts at once', async () => {
    const parts = Array.from({ length: 100 }, (_, at) => part({ tool: 'many', from: at * 10, to: at * 10 + 10 }));
    await Promise.all(parts.toReversed().map((each) => rig.sent(visitor(), each, each)));
    expect(await totals('many')).toMatchObject({ downloads: 1, bytes: 2000 });
  });

  it('count empty files when they are answered, and nothing of what was not sent', async () => {
    await rig.sent(visitor(), part({ tool: 'empty', sizeBytes: 0, to: 0 }));
    await rig.sent(visitor(), part({ tool: 'empty', file: 'full.zip', to: 0 }));
    expect(await totals('empty')).toMatchObject({ downloads: 1, bytes: 0 });
  });

  it('keep crawlers apart', async () => {
    const crawler = visitor({ userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' });
    await rig.sent(crawler, part({ tool: 'crawled' }));
    await rig.sent(crawler, part({ tool: 'crawled' }));
    expect(await totals('crawled')).toMatchObject({ downloads: 0, botDownloads: 1, bytes: 2000 });
  });

  it('count again on another day, whose salt is another', async () => {
    const salts = () => rig.rows('SELECT day, sealed FROM metric_salts');
    await rig.sent(visitor(), part({ tool: 'days' }));
    await rig.written();
    const before = await salts();
    await rig.pass(dayMs);
    await rig.sent(visitor(), part({ tool: 'days' }));
    expect(await totals('days')).toMatchObject({ downloads: 2 });
    const after = await salts();
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after[0]?.['sealed']).not.toBe(before[0]?.['sealed']);
  });

  it('of parts on both sides of midnight are not put together: nobody could tell that it is the same person', async () => {
    await rig.sent(visitor(), part({ tool: 'midnight', to: 500 }));
    await rig.pass(dayMs);
    await rig.sent(visitor(), part({ tool: 'midnight', from: 500 }));
    expect(await totals('midnight')).toMatchObject({ downloads: 0, bytes: 1000 });
  });
});
