import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PasskeyActs } from '../../testing/passkey-acts.js';
import { startTestApp, testPassword, type TestApp } from '../../testing/test-app.js';

let test: TestApp;
let acts: PasskeyActs;
let admin: string;
beforeEach(async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '100' });
  acts = new PasskeyActs(test);
  admin = await test.asAdmin();
});
afterEach(() => test.remove());

const options = async () => (await test.call('POST', '/api/auth/passkeys/options')).json;
const verify = (body: unknown) => test.call('POST', '/api/auth/passkeys/verify', body);

describe('a challenge', () => {
  it('is used up by an authenticator that does not count, too', async () => {
    const { passkey } = await acts.add(admin, { counter: 0 });
    const response = passkey.get(await options(), { counter: 0 });
    expect((await verify(response)).status).toBe(200);
    expect((await verify(response)).json).toMatchObject({ status: 401, code: 'passkey_refused' });
  });

  it('is used up by a wrong answer, and twice at once by one of two', async () => {
    const { passkey } = await acts.add(admin, { counter: 0 });
    const asked = await options();
    expect((await verify(passkey.get(asked, { counter: 0, origin: 'https://evil.example' }))).status).toBe(401);
    expect((await verify(passkey.get(asked, { counter: 0 }))).status).toBe(401);
    const response = passkey.get(await options(), { counter: 0 });
    const both = await Promise.all([verify(response), verify(response)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  it('has 256 random bits, or more', async () => {
    const challenges = await Promise.all(Array.from({ length: 5 }, async () => (await options()).challenge));
    expect(new Set(challenges).size).toBe(5);
    for (const challenge of challenges) expect(Buffer.from(challenge, 'base64url').length).toBeGreaterThanOrEqual(32);
  });
});

describe('a recovery code', () => {
  it('opens an enrolment once', async () => {
    const [code] = (await acts.add(admin)).answer.json.recoveryCodes;
    const recover = () => test.call('POST', '/api/auth/recover', { code });
    expect((await recover()).json).toMatchObject({ enrolling: true });
    expect((await recover()).json).toMatchObject({ status: 401, code: 'recovery_refused' });
  });
});

describe('an act that stands open', () => {
  it('closes after five minutes, in the same session', async () => {
    const { passkey } = await acts.add(admin);
    const { member } = (await test.signIn(await test.addMember('viewer'))).json;
    const entered = await acts.signIn(passkey);
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const headers = { cookie, 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
    await acts.stepUp(entered.json.accessToken, passkey, 'members.update', member.id);
    test.clock.advance(5 * 60 * 1000 + 1);
    // The same session goes on with a new access token: only the act has closed.
    const { accessToken } = (await test.call('POST', '/api/auth/refresh', undefined, { headers })).json;
    const path = `/api/members/${member.id}`;
    expect((await test.call('PATCH', path, { role: 'member' }, { token: accessToken })).json).toMatchObject({
      status: 403,
      code: 'step_up_required',
    });
  });
});

describe('a session', () => {
  it('that nobody uses is over after 30 days', async () => {
    const entered = await test.signIn('ada@example.test');
    const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const headers = { cookie, 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
    test.clock.advance(30 * 24 * 60 * 60 * 1000 + 1);
    expect((await test.call('POST', '/api/auth/refresh', undefined, { headers })).status).toBe(401);
  });
});

describe('what is handed out', () => {
  it('is random, long, and never twice the same', async () => {
    const tokens = [];
    for (let index = 0; index < 3; index += 1) {
      const answer = await test.signIn('ada@example.test', testPassword);
      const body = { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 };
      const minted = await test.call('POST', '/api/tokens', body, { token: answer.json.accessToken });
      const invited = await test.call(
        'POST',
        '/api/invitations',
        { role: 'viewer' },
        { token: answer.json.accessToken },
      );
      tokens.push(
        /bothy_refresh=([\w-]{43});/.exec(answer.headers.getSetCookie()[0] ?? '')?.[1],
        /^bty_(\w{36})$/.exec(minted.json.token)?.[1],
        /#token=([\w-]{43})$/.exec(invited.json.link)?.[1],
      );
    }
    expect(tokens).not.toContain(undefined);
    expect(new Set(tokens).size).toBe(9);
  });
});
