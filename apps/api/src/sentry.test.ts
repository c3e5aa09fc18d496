import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newApiToken } from './modules/identity/domain/api-token-text.js';
import { newRecoveryCode } from './modules/identity/domain/recovery-code.js';
import { newSecret } from './modules/identity/domain/secret-text.js';
import { Config } from './platform/config/config.js';
import { Database } from './platform/database/database.js';
import { UnitOfWork } from './platform/database/unit-of-work.js';
import { SentryIngest } from './testing/sentry-ingest.js';
import { startTestApp, type Answer, type TestApp } from './testing/test-app.js';

const rootPackage = join(import.meta.dirname, '../../../package.json');

let ingest: SentryIngest;
let test: TestApp;

/** The database itself refuses the next bot, with these words, and the ORM adds what was to be written. */
const failWith = async (words: string): Promise<Answer> => {
  const token = await test.asAdmin();
  const trigger = `CREATE TRIGGER refuse BEFORE INSERT ON bots BEGIN SELECT RAISE(FAIL, '${words}'); END`;
  await test.get(UnitOfWork).run(() => test.get(Database).manager.query(trigger));
  const bot = { slug: 'nightly', name: 'written-into-the-statement', command: { argv: ['true'] } };
  return test.call('POST', '/api/bots', bot, { token });
};

it('needs an address that Sentry understands', () => {
  for (const dsn of ['https://sentry.example/42', 'https://key@sentry.example/', 'https://a-b@sentry.example/42'])
    expect(() => Config.from({ SENTRY_DSN: dsn })).toThrow('SENTRY_DSN');
  expect(Config.from({ SENTRY_DSN: 'https://k3y@o1.ingest.sentry.example/sub/42' }).sentryDsn).not.toBeNull();
});

describe('what is reported to Sentry', () => {
  beforeEach(async () => {
    ingest = await SentryIngest.open();
  });
  afterEach(async () => {
    await test.remove();
    await ingest.close();
  });

  it('tells of an error nobody foresaw by its request, release and environment, without any secret', async () => {
    test = await startTestApp({ SENTRY_DSN: ingest.dsn, BOTHY_ENVIRONMENT: 'development' });
    const secrets = [newApiToken(), newSecret(), newRecoveryCode(), 'hush-of-the-database', 'hush-of-a-cookie'];
    const [token, link, code, password, cookie] = secrets;
    const answer = await failWith(
      `${token} /join#token=${link} ${code} postgres://bothy:${password}@db/bothy Cookie: a=${cookie}`,
    );
    expect(answer.status).toBe(500);
    await test.close();
    const [item, ...others] = ingest.items('event');
    expect(others).toEqual([]);
    const { version } = JSON.parse(readFileSync(rootPackage, 'utf8'));
    expect(item?.payload).toMatchObject({
      release: `bothy@${version}`,
      environment: 'development',
      tags: { requestId: answer.json.requestId },
    });
    const [exception] = item?.payload.exception.values.slice(-1) ?? [];
    expect(exception).toMatchObject({ type: 'QueryFailedError', value: expect.stringContaining('[redacted]') });
    expect(exception.stacktrace.frames.length).toBeGreaterThan(0);
    for (const secret of [...secrets, 'written-into-the-statement', 'ada@example.test', '127.0.0.1'])
      expect(ingest.text).not.toContain(secret);
    expect(Object.keys(item?.payload)).not.toEqual(expect.arrayContaining(['request', 'user', 'breadcrumbs']));
  });

  it('times a share of the requests, by their routes', async () => {
    test = await startTestApp({ SENTRY_DSN: ingest.dsn, BOTHY_LIMIT_ANONYMOUS: '1000' });
    for (let index = 0; index < 250; index += 1) await test.call('GET', '/api/setup?token=hush-in-a-query');
    await test.call('GET', '/health/live');
    await test.close();
    const traces = ingest.items('transaction');
    // Each is taken with a chance of one in ten: that none or all are has one of less than one in 10^11.
    expect(traces.length).toBeGreaterThan(0);
    expect(traces.length).toBeLessThan(250);
    expect(new Set(traces.map(({ payload }) => payload.contexts.trace.trace_id)).size).toBe(traces.length);
    for (const { payload } of traces) {
      expect(payload.transaction).toBe('GET /api/setup');
      expect(payload.timestamp).toBeGreaterThanOrEqual(payload.start_timestamp);
    }
    expect(ingest.text).not.toContain('hush-in-a-query');
  });

  it('is nothing where no DSN is set', async () => {
    test = await startTestApp();
    expect((await failWith('no words for others')).status).toBe(500);
    await test.close();
    expect(ingest.text).toBe('');
  });
});
