import { afterEach, describe, expect, it } from 'vitest';
import { startTestApp, type Answer, type TestApp } from '../../testing/test-app.js';
import { createPostgres, databaseKinds } from '../../testing/test-databases.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { JobRunner } from '../jobs/job-runner.js';
import { Outbox } from '../mail/outbox.js';
import { Metrics } from './metrics.js';

const collector = 'a-token-for-the-collector';

let test: TestApp;
afterEach(() => test.remove());

const scrape = (token: string | null = collector) => test.call('GET', '/metrics', undefined, { token });

/** Value of the line with this name and these labels; null where there is none. */
const figure = ({ text }: Answer, name: string, labels: Record<string, string> = {}): number | null => {
  for (const line of text.split('\n')) {
    const [, found, inside = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const given = Object.fromEntries([...inside.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, each]) => [key, each]));
    if (found === name && Object.entries(labels).every(([key, each]) => given[key] === each)) return Number(value);
  }
  return null;
};

describe('the figures', () => {
  it('are not there where no token is set', async () => {
    test = await startTestApp();
    for (const token of [null, collector]) {
      expect(await scrape(token)).toMatchObject({ status: 404, json: { code: 'not_found' } });
    }
  });

  it('are for who holds their token, and guessing is counted', async () => {
    test = await startTestApp({ BOTHY_METRICS_TOKEN: collector, BOTHY_LIMIT_ANONYMOUS: '10' });
    const admin = await test.asAdmin();
    expect(await scrape(null)).toMatchObject({ status: 401, json: { code: 'not_signed_in' } });
    const statuses: number[] = [];
    for (const token of [admin, `${collector}x`, collector.slice(1), 'x']) statuses.push((await scrape(token)).status);
    expect(statuses).toEqual([401, 401, 401, 401]);
    const headers = { authorization: `Basic ${collector}` };
    expect((await test.call('GET', '/metrics', undefined, { headers })).status).toBe(401);
    const answer = await scrape();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).not.toContain(collector);
    // Five were refused before; elsewhere the same count goes on.
    for (let index = 0; index < 6; index += 1) await test.call('GET', '/api/me', undefined, { token: `guess${index}` });
    expect((await scrape('guess')).status).toBe(429);
  });

  it('count and time answers by the names of routes, never by addresses', async () => {
    test = await startTestApp({ BOTHY_METRICS_TOKEN: collector });
    const token = await test.asAdmin();
    for (const slug of ['one', 'two']) await test.call('GET', `/api/bots/${slug}`, undefined, { token });
    await test.call('GET', '/api/me');
    await test.call('PROPFIND', '/nobody/knows/this');
    await test.call('GET', '/nobody/knows/that?token=hush');
    const answer = await scrape();
    const requests = (labels: Record<string, string>) => figure(answer, 'bothy_http_requests_total', labels);
    expect(requests({ route: 'getBot', method: 'GET', status: '404' })).toBe(2);
    expect(requests({ route: 'me', status: '401' })).toBe(1);
    expect(requests({ route: 'setup', method: 'POST', status: '201' })).toBe(1);
    expect(requests({ route: 'none', method: 'GET', status: '404' })).toBe(1);
    expect(figure(answer, 'bothy_http_request_duration_seconds_count', { route: 'getBot' })).toBe(2);
    expect(figure(answer, 'process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    for (const word of ['nobody', 'hush', '/api', 'PROPFIND', 'one', 'two'].map((each) => `"${each}`))
      expect(answer.text).not.toContain(word);
  });

  it('tell of open streams, of jobs, and of what other modules add', async () => {
    test = await startTestApp({ BOTHY_METRICS_TOKEN: collector });
    const token = await test.asAdmin();
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${token}` };
    await fetch(`${test.url}/api/events`, { headers, signal: stop.signal });
    const job = { id: 'test.turn', schedule: { everyMs: 1e6 }, run: () => Promise.resolve() };
    await test.get(JobRunner).runNow(job);
    await test.get(JobRunner).runNow({ ...job, run: () => Promise.reject(new Error('This job is meant to fail.')) });
    test.get(Metrics).gauge('bothy_test_answer', 'A figure of a test', () => 42);
    test.get(Metrics).gauge('bothy_test_broken', 'A figure nobody has', () => Promise.reject(new Error('Gone.')));
    const answer = await scrape();
    expect(figure(answer, 'bothy_event_streams_open')).toBe(1);
    expect(figure(answer, 'bothy_jobs_total', { job: 'test.turn', outcome: 'done' })).toBe(1);
    expect(figure(answer, 'bothy_jobs_total', { job: 'test.turn', outcome: 'failed' })).toBe(1);
    expect(figure(answer, 'bothy_test_answer')).toBe(42);
    expect(figure(answer, 'bothy_test_broken')).toBeNaN();
    stop.abort();
    await expect.poll(async () => figure(await scrape(), 'bothy_event_streams_open')).toBe(0);
    expect(figure(await scrape(), 'bothy_http_request_duration_seconds_count', { route: 'events' })).toBeNull();
  });
});

for (const kind of databaseKinds) {
  it.skipIf(!kind.isThere)(`the figures tell of mails that wait and that were given up with ${kind.name}`, async () => {
    const database = kind.name === 'SQLite' ? null : await createPostgres();
    const surroundings: Record<string, string> = database ? { DATABASE_URL: database.url } : {};
    // Nothing listens there, so that the mail goes on waiting.
    test = await startTestApp({ BOTHY_METRICS_TOKEN: collector, SMTP_URL: 'smtp://127.0.0.1:1', ...surroundings });
    const to = { name: 'Ada', address: 'ada@example.test' };
    const put = () => test.get(Outbox).put({ kind: 'test', to, payload: {} });
    await test.get(UnitOfWork).run(async () => {
      await put();
      await put();
      await test
        .get(Database)
        .manager.query("UPDATE mails SET state = 'failed' WHERE id = (SELECT min(id) FROM mails)");
    });
    const answer = await scrape();
    expect(figure(answer, 'bothy_mails_failed')).toBe(1);
    expect(figure(answer, 'bothy_mails_waiting')).toBe(1);
    await test.remove();
    await database?.remove();
  });
}
