import { afterEach, expect, it } from 'vitest';
import { startTestApp, testPassword, type TestApp } from './testing/test-app.js';

let test: TestApp;
afterEach(() => test.remove());

it('counts anonymous requests of an address, not those that bring a credential', async () => {
  test = await startTestApp({ BOTHY_LIMIT_ANONYMOUS: '5' });
  const token = await test.asAdmin();
  for (let index = 0; index < 4; index += 1) expect((await test.call('GET', '/api/setup')).status).toBe(200);
  const refused = await test.call('GET', '/api/setup');
  expect(refused.status).toBe(429);
  expect(refused.json.code).toBe('too_many_requests');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await test.call('GET', '/health/live')).status).toBe(200);
  for (let index = 0; index < 10; index += 1)
    expect((await test.call('GET', '/api/me', undefined, { token })).status).toBe(200);
  // Where nobody looks at it, a credential is no way around the limit.
  expect((await test.call('GET', '/api/setup', undefined, { token: 'anything' })).status).toBe(429);
  expect((await test.call('POST', '/api/auth/refresh', undefined, { token: 'anything' })).status).toBe(429);
  test.clock.advance(61_000);
  expect((await test.call('GET', '/api/setup')).status).toBe(200);
});

it('counts credentials that are refused, and locks out no good one of the same address', async () => {
  test = await startTestApp({ BOTHY_LIMIT_ANONYMOUS: '3' });
  const token = await test.asAdmin();
  const statuses: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    statuses.push((await test.call('GET', '/api/me', undefined, { token: `guess${index}` })).status);
  }
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  expect((await test.call('GET', '/api/me', undefined, { token })).status).toBe(200);
});

it('counts sign-ins of an address and account, whether right or wrong', async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '3' });
  const email = await test.addMember('viewer');
  const other = await test.addMember('viewer');
  for (let index = 0; index < 3; index += 1) expect((await test.signIn(email, 'wrong')).status).toBe(401);
  expect((await test.signIn(email, testPassword)).status).toBe(429);
  expect((await test.signIn(other)).status).toBe(200);
  test.clock.advance(61_000);
  expect((await test.signIn(email)).status).toBe(200);
});

it('counts what one principal asks for', async () => {
  test = await startTestApp({ BOTHY_LIMIT_PRINCIPAL: '3' });
  const [one, two] = [await test.asRole('viewer'), await test.asRole('viewer')];
  const statuses: number[] = [];
  for (let index = 0; index < 4; index += 1)
    statuses.push((await test.call('GET', '/api/me', undefined, { token: one })).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect((await test.call('GET', '/api/me', undefined, { token: two })).status).toBe(200);
});
