import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, testPassword, type Answer, type TestApp } from '../../testing/test-app.js';
import { Database } from '../../platform/database/database.js';
import { MemberEntity } from './persistence/member.entity.js';

let test: TestApp;
let email: string;
let token: string;
beforeEach(async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '100' });
  email = await test.addMember('member');
  token = (await test.signIn(email)).json.accessToken;
});
afterEach(() => test.remove());

const set = (password: string, current = testPassword): Promise<Answer> =>
  test.call('PUT', '/api/me/password', { current, password }, { token });
const statusWith = async (password: string) => (await test.signIn(email, password)).status;

describe('a password', () => {
  it('has at least twelve characters, and may have 256', async () => {
    expect((await set('kT9#vL2!pQ7')).json).toMatchObject({ status: 400, issues: [{ path: ['password'] }] });
    const long = `${'Nebel über dem Fahrrad '.repeat(12)}`.slice(0, 256);
    expect((await set(long)).status).toBe(204);
    expect(await statusWith(long)).toBe(200);
    expect(await statusWith(long.slice(0, 255))).toBe(401);
    expect((await set(`${long}!`, long)).status).toBe(400);
  });

  it.each(['teapot volcano mitten', 'ЖЁЛТЫЙ трамвай у моря', '🦊🦊🐙 im Nebel 🚲🌧️', '7204 1938 5561 0277'])(
    'may be made of any signs: %s',
    async (password) => {
      expect((await set(password)).status).toBe(204);
      expect(await statusWith(password)).toBe(200);
    },
  );

  it('is taken to the letter: no case is folded, no space trimmed, nothing cut', async () => {
    const password = '  Teapot Volcano Mitten  ';
    expect((await set(password)).status).toBe(204);
    for (const near of [password.trim(), password.toLowerCase(), `${password}x`, password.slice(0, -1)]) {
      expect(await statusWith(near)).toBe(401);
    }
    expect(await statusWith(password)).toBe(200);
  });

  it('is not changed without the one so far', async () => {
    expect((await set('teapot volcano mitten', 'not-the-one-so-far')).json).toMatchObject({
      status: 400,
      issues: [{ path: ['current'] }],
    });
    expect(await statusWith(testPassword)).toBe(200);
  });

  it('stays good for years', async () => {
    test.clock.advance(1000 * 24 * 60 * 60 * 1000);
    expect(await statusWith(testPassword)).toBe(200);
  });

  it('is kept as argon2id of 19 MiB and two rounds', async () => {
    const row = await test.get(Database).manager.findOneByOrFail(MemberEntity, { email });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('is of no use where the operator has switched passwords off', async () => {
    const { dataDir } = test.config;
    await test.close();
    test = await startTestApp({ BOTHY_DATA_DIR: dataDir, AUTH_PASSWORDS: 'off' });
    expect((await test.signIn(email)).json).toMatchObject({ code: 'passwords_off' });
    expect((await test.call('GET', '/api/auth/methods')).json).toMatchObject({ passwords: false });
  });
});

it('is nobody in a new house', async () => {
  const fresh = await startTestApp();
  expect(await fresh.get(Database).manager.count(MemberEntity)).toBe(0);
  for (const name of ['admin', 'root', 'bothy']) {
    expect((await fresh.signIn(`${name}@localhost.test`, name)).status).toBe(401);
  }
  await fresh.remove();
});
