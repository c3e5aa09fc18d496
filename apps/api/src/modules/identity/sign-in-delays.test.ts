import { afterEach, describe, expect, it } from 'vitest';
import { startTestApp, testPassword, type TestApp } from '../../testing/test-app.js';
import { withFailure } from './domain/sign-in-delay.js';

let test: TestApp;
afterEach(() => test?.remove());

/** The limit of the arrival throttle lies beyond what these tests send, so that only the delays speak. */
const limits = { BOTHY_LIMIT_SIGN_IN: '4', BOTHY_LIMIT_ANONYMOUS: '100000' };
const start = async (more: Record<string, string> = {}) => (test = await startTestApp({ ...limits, ...more }));
const guess = async (email: string, times: number, headers: Record<string, string> = {}) => {
  const statuses: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const body = { email, password: `wrong-${index}` };
    statuses.push((await test.call('POST', '/api/auth/login', body, { headers })).status);
  }
  return statuses;
};

describe('the delay after failed sign-ins', () => {
  it('doubles from the last free one on, up to a longest, and is forgotten after a day', () => {
    const rule = { free: 3, firstMs: 1000, mostMs: 4000 };
    const waits: number[] = [];
    let now = new Date('2026-01-01T00:00:00.000Z');
    let failures = null;
    for (let count = 0; count < 6; count += 1) {
      failures = withFailure(failures, rule, now);
      waits.push(Date.parse(failures.blockedUntil) - now.getTime());
      now = new Date(now.getTime() + 5000);
    }
    expect(waits).toEqual([0, 0, 1000, 2000, 4000, 4000]);
    const nextDay = new Date(now.getTime() + 24 * 60 * 60 * 1000);
    expect(withFailure(failures, rule, nextDay)).toMatchObject({ failures: 1, blockedUntil: nextDay.toISOString() });
  });

  it('holds for the right password too, and over a restart', async () => {
    await start();
    const email = await test.addMember('member');
    expect(await guess(email, 4)).toEqual([401, 401, 401, 401]);
    const { dataDir } = test.config;
    await test.close();
    await start({ BOTHY_DATA_DIR: dataDir });
    const held = await test.signIn(email);
    expect(held.status).toBe(429);
    expect(held.json.code).toBe('too_many_requests');
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(50);
    test.clock.advance(61_000);
    expect((await test.signIn(email)).status).toBe(200);
  });

  it('holds for an address whatever accounts it tries, and for unknown ones the same', async () => {
    await start();
    const statuses: number[] = [];
    for (let index = 0; index < 13; index += 1) {
      statuses.push(...(await guess(`nobody-${index}@example.test`, 1)));
    }
    expect(statuses.slice(0, 12).every((status) => status === 401)).toBe(true);
    const { dataDir } = test.config;
    await test.close();
    await start({ BOTHY_DATA_DIR: dataDir });
    const email = await test.addMember('member');
    expect((await test.signIn(email)).status).toBe(429);
  });

  it('does not pass with a header that says another address', async () => {
    await start();
    const email = await test.addMember('member');
    for (let index = 0; index < 4; index += 1) await guess(email, 1, { 'x-forwarded-for': `203.0.113.${index}` });
    const held = await test.call(
      'POST',
      '/api/auth/login',
      { email, password: testPassword },
      { headers: { 'x-forwarded-for': '203.0.113.99', forwarded: 'for=203.0.113.98', 'x-real-ip': '203.0.113.97' } },
    );
    expect(held.status).toBe(429);
  });

  it('lets a member in from elsewhere after a minute at most, whoever mistypes their password', async () => {
    await start({ BOTHY_TRUST_PROXY: '127.0.0.1/32' });
    const email = await test.addMember('member');
    for (let index = 0; index < 40; index += 1) await guess(email, 1, { 'x-forwarded-for': `198.51.100.${index}` });
    const enter = () =>
      test.call(
        'POST',
        '/api/auth/login',
        { email, password: testPassword },
        { headers: { 'x-forwarded-for': '203.0.113.5' } },
      );
    expect((await enter()).status).toBe(429);
    test.clock.advance(60_000);
    expect((await enter()).status).toBe(200);
  });
});

describe('the password of a signed-in member', () => {
  it('cannot be guessed by who holds their page', async () => {
    await start();
    const email = await test.addMember('member');
    const { accessToken } = (await test.signIn(email)).json;
    const change = (current: string) =>
      test.call('PUT', '/api/me/password', { current, password: 'a-new-good-horse-8' }, { token: accessToken });
    const none = await test.call('PUT', '/api/me/password', { password: 'a-new-good-horse-8' }, { token: accessToken });
    expect(none.json.issues).toMatchObject([{ path: ['current'] }]);
    for (let index = 0; index < 4; index += 1) expect((await change(`wrong-${index}`)).status).toBe(400);
    expect((await change(testPassword)).status).toBe(429);
    test.clock.advance(61_000);
    expect((await change(testPassword)).status).toBe(204);
  });
});
