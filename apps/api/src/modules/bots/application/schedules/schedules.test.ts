import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { JobRunner } from '../../../../platform/jobs/job-runner.js';
import { type LongLivedApp, longLivedToken, startLongLivedApp } from '../../../../testing/long-lived-app.js';
import { createPostgres, databaseKinds } from '../../../../testing/test-databases.js';
import { startTestApp, type TestApp } from '../../../../testing/test-app.js';
import { DueSchedulesJob } from '../../jobs/due-schedules.job.js';
import { BotSchedules } from '../../persistence/triggers/bot-schedules.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const look = (app: TestApp) => app.get(JobRunner).runNow(app.get(DueSchedulesJob).job);

describe.each(databaseKinds.filter(({ isThere }) => isThere))('schedules on $name', (kind) => {
  let rig: LongLivedApp;
  let app: TestApp;

  beforeAll(async () => {
    rig = await startLongLivedApp(kind, { BOTHY_LIMIT_PRINCIPAL: '100000' });
    ({ app } = rig);
  });
  afterAll(() => rig.remove());

  const call = (method: string, path: string, body?: unknown, token = rig.token) =>
    app.call(method, path, body, { token });
  const define = async (slug: string, schedules: object[], extra: object = {}) => {
    const answer = await call('POST', '/api/bots', {
      slug,
      name: slug,
      command: { argv: ['true'] },
      schedules,
      ...extra,
    });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json;
  };
  const runsOf = async (slug: string) => (await call('GET', `/api/bots/${slug}/runs?limit=200`)).json.items;
  /** Comes every hour at a minute that is not near, now or whenever the clock is put on by whole hours. */
  const hourly = () => `${(app.clock.now().getUTCMinutes() + 30) % 60} * * * *`;
  const nextOf = async (slug: string): Promise<number> =>
    Date.parse((await call('GET', `/api/bots/${slug}`)).json.nextRunAt);
  const turnTo = async (at: number) => {
    app.clock.advance(at - app.clock.now().getTime());
    await look(app);
  };

  it('fire at their time, once, with what they bring along', async () => {
    const params = { type: 'object', properties: { who: { type: 'string' } } };
    await define('on-time', [{ cron: hourly(), params: { who: 'me' } }], { params });
    const at = await nextOf('on-time');
    await turnTo(at - 2000);
    expect(await runsOf('on-time')).toEqual([]);
    await turnTo(at);
    await look(app);
    const [run, ...others] = await runsOf('on-time');
    expect(others).toEqual([]);
    const trigger = { kind: 'schedule', actor: null, detail: expect.stringMatching(/^\d+ \* \* \* \* UTC$/) };
    expect(run).toMatchObject({ number: 1, params: { who: 'me' }, trigger });
    expect(await nextOf('on-time')).toBe(at + hourMs);
  });

  it('that were missed do what they are told to', async () => {
    for (const missed of ['skip', 'latest', 'all']) await define(`missed-${missed}`, [{ cron: hourly(), missed }]);
    const at = await nextOf('missed-skip');
    await turnTo(at + 24 * hourMs + 5 * minuteMs);
    const counts = [];
    for (const missed of ['skip', 'latest', 'all']) counts.push((await runsOf(`missed-${missed}`)).length);
    expect(counts).toEqual([0, 1, 25]);
    expect(await nextOf('missed-all')).toBe(at + 25 * hourMs);
  });

  it('do not fire while they, or their bots, are off, and do not pile up', async () => {
    const schedules = [{ cron: hourly(), missed: 'all' }];
    await define('off', schedules, { enabled: false });
    await define('schedule-off', [{ ...schedules[0], enabled: false }]);
    expect(await nextOf('off')).toBe(Number.NaN);
    await turnTo(app.clock.now().getTime() + 5 * hourMs);
    await call('PATCH', '/api/bots/off', { enabled: true });
    await call('PATCH', '/api/bots/schedule-off', { schedules });
    await look(app);
    expect([...(await runsOf('off')), ...(await runsOf('schedule-off'))]).toEqual([]);
    await turnTo(await nextOf('off'));
    expect([await runsOf('off'), await runsOf('schedule-off')]).toMatchObject([[{ number: 1 }], [{ number: 1 }]]);
  });

  it('do not fire twice when the clock is set back, nor lose what is due when their bot is saved', async () => {
    await define('set-back', [{ cron: hourly() }]);
    const at = await nextOf('set-back');
    await turnTo(at);
    app.clock.advance(-2 * hourMs);
    await call('PATCH', '/api/bots/set-back', { enabled: false });
    await call('PATCH', '/api/bots/set-back', { enabled: true });
    for (const each of [at - hourMs, at]) await turnTo(each);
    expect(await runsOf('set-back')).toHaveLength(1);
    expect(await nextOf('set-back')).toBe(at + hourMs);
    app.clock.advance(hourMs + 1000);
    await call('PATCH', '/api/bots/set-back', { description: 'saved' });
    await look(app);
    expect(await runsOf('set-back')).toHaveLength(2);
  });

  it('that are refused are written down once, and stop no other', async () => {
    const bot = await define('refused', [{ cron: hourly() }]);
    await define('beside', [{ cron: hourly() }]);
    const schedules = app.get(BotSchedules);
    const [kept] = await schedules.ofBot(bot.id);
    await app.get(UnitOfWork).run(() => schedules.replace(bot.id, [{ ...kept!, params: { unknown: 1 } }]));
    for (let round = 0; round < 2; round += 1) await turnTo(await nextOf('beside'));
    expect([await runsOf('refused'), await runsOf('beside')]).toMatchObject([[], [{ number: 2 }, { number: 1 }]]);
    expect(await schedules.ofBot(bot.id)).toMatchObject([
      { problem: 'unknown: The bot has no parameter of this name.' },
    ]);
    const audit = (await call('GET', '/api/audit?action=schedule.refused')).json.items;
    expect(audit).toMatchObject([{ actor: { kind: 'system' }, target: { name: 'refused' } }]);
  });

  it('come by a timer of their own', async () => {
    await define('timed', [{ cron: '* * * * * *' }]);
    await expect.poll(async () => (await runsOf('timed')).length, { timeout: 5000 }).toBeGreaterThan(1);
    await call('PATCH', '/api/bots/timed', { schedules: [] });
  });

  it('are told of before they come', async () => {
    await define('told-a', [{ cron: '0 0 1 1 *', timeZone: 'Europe/London' }, { cron: '0 0 31 12 *' }]);
    const session = (await app.signIn('ada@example.test')).json.accessToken;
    const body = { name: 'a', scopes: ['bots:run:told-a'], expiresInDays: 1 };
    const minted = await call('POST', '/api/tokens', body, session);
    const { items } = (await call('GET', '/api/schedules/upcoming', undefined, minted.json.token)).json;
    expect(
      items.map((item: { at: string; botSlug: string; cron: string }) => [item.at.slice(5), item.botSlug, item.cron]),
    ).toEqual([
      ['12-31T00:00:00.000Z', 'told-a', '0 0 31 12 *'],
      ['01-01T00:00:00.000Z', 'told-a', '0 0 1 1 *'],
    ]);
    expect((await call('GET', '/api/schedules/upcoming?limit=3')).json.items).toHaveLength(3);
  });
});

describe('a schedule in the editor', () => {
  let app: TestApp;
  let admin: string;
  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.asAdmin();
  });
  afterAll(() => app.remove());
  const next = async (query: Record<string, string>) =>
    app.call('GET', `/api/schedules/next?${new URLSearchParams(query)}`, undefined, { token: admin });

  it('shows its next times and its words', async () => {
    const { json } = await next({ cron: '0 2 * * MON', timeZone: 'Europe/London' });
    expect(json).toMatchObject({ words: 'At 02:00, only on Monday' });
    expect(json.times).toHaveLength(5);
    expect(new Set(json.times.map((at: string) => new Date(at).getUTCDay()))).toEqual(new Set([1]));
  });

  it('says at its field what is wrong', async () => {
    const { status, json } = await next({ cron: '0 0 30 2 *', timeZone: 'Mars/Olympus' });
    expect(status).toBe(400);
    expect(json.issues).toMatchObject([
      { path: ['query', 'cron'], message: 'No date ever meets this.' },
      { path: ['query', 'timeZone'] },
    ]);
    const schedules = [{ cron: '0 2 * * *' }, { cron: '61 * * * *', timeZone: 'Nowhere', params: { x: 1 } }];
    const body = { slug: 'bad', name: 'Bad', command: { argv: ['true'] }, schedules };
    const saved = await app.call('POST', '/api/bots', body, { token: admin });
    expect(saved.json.issues.map((issue: { path: unknown[] }) => issue.path)).toEqual([
      ['schedules', 1, 'cron'],
      ['schedules', 1, 'timeZone'],
      ['schedules', 1, 'params', 'x'],
    ]);
  });
});

const hasPostgres = databaseKinds.every(({ isThere }) => isThere);
describe.skipIf(!hasPostgres)('two servers on one database', () => {
  it('fire each time once', async () => {
    const database = await createPostgres();
    const first = await startTestApp({ DATABASE_URL: database.url });
    const apps = [first, await startTestApp({ DATABASE_URL: database.url })];
    try {
      const token = await longLivedToken(first);
      const call = (method: string, path: string, body?: unknown) => first.call(method, path, body, { token });
      const minute = (new Date().getUTCMinutes() + 30) % 60;
      for (let each = 0; each < 8; each += 1) {
        const schedules = [{ cron: `${minute} * * * *`, missed: 'all' }];
        await call('POST', '/api/bots', { slug: `b${each}`, name: 'b', command: { argv: ['true'] }, schedules });
      }
      for (let round = 0; round < 4; round += 1) {
        for (const app of apps) app.clock.advance(3 * hourMs);
        await Promise.all(apps.flatMap((app) => [look(app), look(app)]));
      }
      for (let each = 0; each < 8; each += 1) {
        const { items } = (await call('GET', `/api/bots/b${each}/runs?limit=50`)).json;
        expect(items).toHaveLength(12);
      }
    } finally {
      for (const app of apps) await app.remove();
      await database.remove();
    }
  });
});
