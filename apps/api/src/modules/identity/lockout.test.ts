import { expect, it } from 'vitest';
import { startTestApp, testPassword } from '../../testing/test-app.js';

it('is over after a minute, however often and from wherever someone has guessed', async () => {
  const test = await startTestApp({
    BOTHY_TRUST_PROXY: '127.0.0.1/32',
    BOTHY_LIMIT_SIGN_IN: '2',
    BOTHY_LIMIT_ANONYMOUS: '10000',
  });
  const email = await test.addMember('member');
  const from = (address: string, password: string) =>
    test.call('POST', '/api/auth/login', { email, password }, { headers: { 'x-forwarded-for': address } });
  for (let index = 0; index < 25; index += 1) {
    expect((await from(`198.51.100.${index}`, `wrong-${index}`)).status).toBe(401);
    // As patient as someone who wants to lock the member out: each guess is heard.
    test.clock.advance(60_001);
  }
  await from('198.51.100.200', 'wrong-again');
  expect((await from('203.0.113.5', testPassword)).status).toBe(429);
  test.clock.advance(60_001);
  expect((await from('203.0.113.5', testPassword)).status).toBe(200);
  await test.remove();
});
