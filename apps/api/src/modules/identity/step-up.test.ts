import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PasskeyActs } from '../../testing/passkey-acts.js';
import type { SoftwarePasskey } from '../../testing/software-passkey.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let test: TestApp;
let acts: PasskeyActs;
let admin: string;
let passkey: SoftwarePasskey;
let one: string;
let other: string;
beforeAll(async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '1000', BOTHY_LIMIT_ANONYMOUS: '10000' });
  acts = new PasskeyActs(test);
  ({ passkey } = await acts.add(await test.asAdmin()));
});
afterAll(() => test.remove());
beforeEach(async () => {
  admin = (await acts.signIn(passkey)).json.accessToken;
  [one = '', other = ''] = await Promise.all([idOfNew('viewer'), idOfNew('viewer')]);
});

const idOfNew = async (role: 'viewer') => (await test.signIn(await test.addMember(role))).json.member.id;
const promote = (id: string, token = admin) => test.call('PATCH', `/api/members/${id}`, { role: 'member' }, { token });

describe('an act that asks for presence', () => {
  it('stays closed without it, and says for what it is', async () => {
    expect((await promote(one)).json).toMatchObject({
      status: 403,
      code: 'step_up_required',
      details: { action: 'members.update', target: one },
    });
  });

  it('opens for itself, and for no other act, target or session', async () => {
    const granted = await acts.stepUp(admin, passkey, 'members.update', one);
    expect(granted.json).toMatchObject({ action: 'members.update', target: one });
    expect((await promote(one)).json).toMatchObject({ role: 'member' });
    expect((await promote(other)).json.code).toBe('step_up_required');
    const remove = await test.call('DELETE', `/api/members/${one}`, undefined, { token: admin });
    expect(remove.json).toMatchObject({ code: 'step_up_required', details: { action: 'members.remove' } });
    const elsewhere = (await acts.signIn(passkey)).json.accessToken;
    expect((await promote(one, elsewhere)).json.code).toBe('step_up_required');
  });

  it('closes after five minutes', async () => {
    await acts.stepUp(admin, passkey, 'members.update', one);
    test.clock.advance(4 * 60 * 1000);
    expect((await promote(one)).status).toBe(200);
    test.clock.advance(60 * 1000);
    const [fresh] = [(await acts.signIn(passkey)).json.accessToken];
    expect((await promote(one, fresh)).json.code).toBe('step_up_required');
    expect((await promote(one)).status).not.toBe(200);
  });

  it('does not open by the assertion of a sign-in, of another session, or of another member', async () => {
    const { json: forSignIn } = await test.call('POST', '/api/auth/passkeys/options');
    const verify = (body: unknown, token = admin) => test.call('POST', '/api/auth/step-up/verify', body, { token });
    expect((await verify(passkey.get(forSignIn))).json).toMatchObject({ status: 403, code: 'passkey_refused' });
    const asked = { action: 'members.update', target: one };
    const { json: options } = await test.call('POST', '/api/auth/step-up/options', asked, { token: admin });
    const elsewhere = (await acts.signIn(passkey)).json.accessToken;
    expect((await verify(passkey.get(options), elsewhere)).status).toBe(403);
    const second = await test.asRole('admin');
    const { passkey: theirs } = await acts.add(second);
    const { json: again } = await test.call('POST', '/api/auth/step-up/options', asked, { token: admin });
    expect((await verify(theirs.get(again))).status).toBe(403);
    expect((await promote(one)).json.code).toBe('step_up_required');
  });

  it('closes with the passkey that opened it', async () => {
    const { passkey: second, answer } = await acts.add(admin);
    expect((await acts.stepUp(admin, second, 'members.update', one)).status).toBe(200);
    const path = `/api/me/passkeys/${answer.json.passkey.id}`;
    expect((await test.call('DELETE', path, undefined, { token: admin })).status).toBe(204);
    expect((await promote(one)).json.code).toBe('step_up_required');
  });

  it('tells a member without a passkey to add one', async () => {
    const bare = await test.asRole('admin');
    expect((await promote(one, bare)).json).toMatchObject({ status: 403, code: 'passkey_required' });
    const options = await test.call('POST', '/api/auth/step-up/options', { action: 'members.update' }, { token: bare });
    expect(options.json.code).toBe('passkey_required');
  });

  it('is known by name', async () => {
    const options = await test.call('POST', '/api/auth/step-up/options', { action: 'house.burn' }, { token: admin });
    expect(options.json).toMatchObject({ status: 400, code: 'unknown_act' });
  });

  it('is out of reach for tokens, as are step-up and identity', async () => {
    const scopes = ['members:read', 'members:write', 'audit:read', 'mail:read', 'bots:read'];
    const minted = await test.call('POST', '/api/tokens', { name: 'ci', scopes, expiresInDays: 1 }, { token: admin });
    const { token } = minted.json;
    const calls = [
      ['POST', '/api/auth/step-up/options', { action: 'members.update', target: one }],
      ['POST', '/api/auth/step-up/verify', {}],
      ['GET', '/api/members', undefined],
      ['PATCH', `/api/members/${one}`, { role: 'admin' }],
      ['POST', '/api/invitations', { role: 'admin' }],
      ['GET', '/api/tokens', undefined],
      ['POST', '/api/me/passkeys/options', undefined],
      ['GET', '/api/me/sessions', undefined],
      ['GET', '/api/audit/export', undefined],
      ['GET', '/api/mail', undefined],
    ] as const;
    const codes = await Promise.all(
      calls.map(async ([method, path, body]) => [path, (await test.call(method, path, body, { token })).json.code]),
    );
    expect(codes).toEqual(calls.map(([, path]) => [path, 'members_only']));
    expect((await test.call('GET', '/api/audit', undefined, { token })).status).toBe(200);
  });
});
