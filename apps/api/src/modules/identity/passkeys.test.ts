import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PasskeyActs } from '../../testing/passkey-acts.js';
import { SoftwarePasskey } from '../../testing/software-passkey.js';
import { startTestApp, testPassword, type Answer, type TestApp } from '../../testing/test-app.js';

let test: TestApp;
let acts: PasskeyActs;
let admin: string;
beforeEach(async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '100' });
  acts = new PasskeyActs(test);
  admin = await test.asAdmin();
});
afterEach(() => test.remove());

const get = (path: string, token: string) => test.call('GET', path, undefined, { token });
const auditActions = async () =>
  (await get('/api/audit', admin)).json.items.map(({ action }: { action: string }) => action);
const recover = (code: string) => test.call('POST', '/api/auth/recover', { code });

describe('a passkey', () => {
  it('is added, and signs in without a name', async () => {
    const { passkey, answer } = await acts.add(admin);
    expect(answer.status).toBe(201);
    expect(answer.json.passkey).toMatchObject({ name: 'Laptop', lastUsedAt: null, synced: false });
    expect(answer.json.recoveryCodes).toHaveLength(10);
    const entered = await acts.signIn(passkey);
    expect(entered.json).toMatchObject({ enrolling: false, member: { email: 'ada@example.test' } });
    expect((await get('/api/me', entered.json.accessToken)).status).toBe(200);
    const [listed] = (await get('/api/me/passkeys', admin)).json.items;
    expect(listed.lastUsedAt).not.toBeNull();
    expect((await get('/api/me/factors', admin)).json).toEqual({
      password: true,
      passkeys: 1,
      identities: 0,
      recoveryCodes: 10,
    });
    expect(await auditActions()).toEqual(expect.arrayContaining(['passkey.added', 'session.opened']));
    const mails = (await get('/api/mail', admin)).json.items;
    expect(mails[0]).toMatchObject({ to: 'Ada Admin <ada@example.test>', subject: 'Your Bothy account was changed' });
  });

  it('asks for a discoverable key and a verified user, and names the keys there are', async () => {
    const { answer } = await acts.add(admin);
    const { json } = await acts.options(admin);
    expect(json.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' });
    expect(json.excludeCredentials).toHaveLength(1);
    expect(answer.json.passkey.id).not.toBe(json.excludeCredentials[0].id);
    expect((await test.call('POST', '/api/auth/passkeys/options')).json).toMatchObject({
      userVerification: 'required',
    });
  });

  it('is refused a second time, from another member too', async () => {
    const { passkey } = await acts.add(admin);
    const again = await test.call('POST', '/api/me/passkeys', passkey.create((await acts.options(admin)).json), {
      token: admin,
    });
    expect(again.json).toMatchObject({ status: 409, code: 'passkey_known' });
    const other = await test.asRole('member');
    const taken = await test.call('POST', '/api/me/passkeys', passkey.create((await acts.options(other)).json), {
      token: other,
    });
    expect(taken.json).toMatchObject({ status: 409, code: 'passkey_known' });
  });

  it('answers each challenge once, within five minutes, and only the one that asked', async () => {
    const { passkey } = await acts.add(admin);
    const options = async () => (await test.call('POST', '/api/auth/passkeys/options')).json;
    const verify = (body: unknown) => test.call('POST', '/api/auth/passkeys/verify', body);
    const response = passkey.get(await options());
    expect((await verify(response)).status).toBe(200);
    expect((await verify(response)).json).toMatchObject({ status: 401, code: 'passkey_refused' });
    expect((await verify(passkey.get({ challenge: 'made-up' }))).status).toBe(401);
    const other = await test.asRole('member');
    const forOther = (await acts.options(other)).json;
    const stolen = await test.call('POST', '/api/me/passkeys', passkey.create(forOther), { token: admin });
    expect(stolen.json).toMatchObject({ status: 403, code: 'passkey_refused' });
    const late = passkey.get(await options());
    test.clock.advance(5 * 60 * 1000 + 1);
    expect((await verify(late)).status).toBe(401);
  });

  it('is refused without user verification, from another origin, for another host, or signed by another key', async () => {
    const { passkey } = await acts.add(admin);
    expect((await acts.signIn(passkey, { verifiesUser: false })).json).toMatchObject({
      status: 401,
      title: 'The passkey was refused: it did not verify you.',
    });
    expect((await acts.signIn(passkey, { origin: 'https://evil.example' })).status).toBe(401);
    expect((await acts.signIn(passkey, { rpId: 'evil.example' })).status).toBe(401);
    expect((await acts.signIn(passkey, { crossOrigin: true })).status).toBe(401);
    expect((await acts.signIn(new SoftwarePasskey(test.config.publicUrl))).status).toBe(401);
    expect((await acts.add(admin, { verifiesUser: false })).answer.json.code).toBe('passkey_refused');
    expect((await acts.add(admin, { origin: 'https://evil.example' })).answer.status).toBe(403);
    const { json } = await test.call('POST', '/api/auth/passkeys/options');
    const forged = passkey.get(json);
    const altered = { ...forged.response, signature: `${forged.response.signature.slice(0, -4)}AAAA` };
    expect((await test.call('POST', '/api/auth/passkeys/verify', { ...forged, response: altered })).status).toBe(401);
    expect((await acts.signIn(passkey)).status).toBe(200);
  });

  it('that was copied is found out by its counter, and its owner told', async () => {
    const { passkey } = await acts.add(admin);
    const copy = passkey.clone();
    expect((await acts.signIn(passkey)).status).toBe(200);
    expect((await acts.signIn(passkey)).status).toBe(200);
    expect((await acts.signIn(copy)).json).toMatchObject({ status: 401, code: 'passkey_refused' });
    expect(await auditActions()).toContain('passkey.clone-suspected');
    const [mail] = (await get('/api/mail', admin)).json.items;
    expect((await get(`/api/mail/${mail.id}`, admin)).json.text).toContain('copy of your passkey "Laptop"');
  });

  it('that does not count is taken', async () => {
    const { passkey } = await acts.add(admin, { counter: 0 });
    expect((await acts.signIn(passkey, { counter: 0 })).status).toBe(200);
    expect((await acts.signIn(passkey, { counter: 0 })).status).toBe(200);
  });

  it('is renamed and removed by its owner, unless it is the last way in', async () => {
    const { answer } = await acts.add(admin);
    const path = `/api/me/passkeys/${answer.json.passkey.id}`;
    const other = await test.asRole('admin');
    expect((await test.call('DELETE', path, undefined, { token: other })).status).toBe(404);
    expect((await test.call('PATCH', path, { name: 'Desk' }, { token: admin })).json.name).toBe('Desk');
    expect((await test.call('DELETE', '/api/me/password', undefined, { token: admin })).status).toBe(204);
    expect((await test.call('DELETE', path, undefined, { token: admin })).json).toMatchObject({
      status: 409,
      code: 'last_factor',
    });
    await acts.add(admin);
    expect((await test.call('DELETE', path, undefined, { token: admin })).status).toBe(204);
    expect((await test.signIn('ada@example.test')).status).toBe(401);
  });

  it('and the password of a member do not go both, however fast one is', async () => {
    const { answer } = await acts.add(admin);
    const both = await Promise.all([
      test.call('DELETE', `/api/me/passkeys/${answer.json.passkey.id}`, undefined, { token: admin }),
      test.call('DELETE', '/api/me/password', undefined, { token: admin }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });

  it('is put beside another one by who holds that one only, or has just come in by it', async () => {
    const { passkey } = await acts.add(admin);
    const byPassword = (await test.signIn('ada@example.test')).json.accessToken;
    expect((await acts.options(byPassword)).json).toMatchObject({
      code: 'step_up_required',
      details: { action: 'factors.change' },
    });
    const refused = await test.call('POST', '/api/me/recovery-codes', undefined, { token: byPassword });
    expect(refused.json.code).toBe('step_up_required');
    await acts.confirm(byPassword, passkey);
    expect((await acts.options(byPassword)).status).toBe(200);
    const entered = await acts.signIn(passkey);
    expect((await acts.options(entered.json.accessToken)).status).toBe(200);
    test.clock.advance(16 * 60 * 1000);
    const renewed = await refresh(entered);
    expect((await acts.options(renewed.json.accessToken)).json).toMatchObject({
      status: 403,
      code: 'step_up_required',
    });
  });
});

const refresh = (answer: Answer) =>
  test.call('POST', '/api/auth/refresh', undefined, {
    headers: {
      cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
      'x-requested-with': 'bothy',
      'sec-fetch-site': 'same-origin',
    },
  });

describe('a recovery code', () => {
  it('opens an enrolment and nothing else, once', async () => {
    const { answer } = await acts.add(admin);
    const codes: string[] = answer.json.recoveryCodes;
    const [code = ''] = codes;
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const back = await recover(typed);
    expect(back.json).toMatchObject({ enrolling: true });
    expect((await recover(code)).json).toMatchObject({ status: 401, code: 'recovery_refused' });
    const token = back.json.accessToken;
    expect((await get('/api/me', token)).json).toMatchObject({ permissions: [], enrolling: true });
    const closed = ['/api/bots', '/api/members', '/api/audit', '/api/me/sessions', '/api/tokens', '/api/me/identities'];
    const codes403 = await Promise.all(closed.map(async (path) => (await get(path, token)).json.code));
    expect(codes403).toEqual(closed.map(() => 'enrolment_needed'));
    expect((await refresh(back)).json).toMatchObject({ enrolling: true });
    const { answer: added } = await acts.add(token);
    expect(added.json.recoveryCodes).toBeNull();
    expect((await get('/api/me', token)).json).toMatchObject({ enrolling: false, member: { role: 'admin' } });
    expect((await get('/api/bots', token)).status).toBe(200);
    expect((await get('/api/me', admin)).status).toBe(401);
    expect((await get('/api/me/factors', token)).json.recoveryCodes).toBe(9);
  });

  it('is over with the next ten', async () => {
    const { answer } = await acts.add(admin);
    const fresh = await test.call('POST', '/api/me/recovery-codes', undefined, { token: admin });
    expect(fresh.json.codes).toHaveLength(10);
    expect(new Set(fresh.json.codes.map((code: string) => code.replaceAll('-', '').length))).toEqual(new Set([26]));
    expect((await recover(answer.json.recoveryCodes[0])).status).toBe(401);
    expect((await recover(fresh.json.codes[9])).status).toBe(200);
  });

  it('leaves an hour to enrol, however often the session is renewed', async () => {
    const { answer } = await acts.add(admin);
    const back = await recover(answer.json.recoveryCodes[0]);
    test.clock.advance(50 * 60 * 1000);
    const renewed = await refresh(back);
    expect(renewed.status).toBe(200);
    test.clock.advance(11 * 60 * 1000);
    expect((await refresh(renewed)).status).toBe(401);
  });
});

describe('setup without a password', () => {
  it('is whole with the first passkey', async () => {
    const fresh = await startTestApp();
    const token = (await import('node:fs')).readFileSync(`${fresh.config.dataDir}/setup-token`, 'utf8').trim();
    const made = await fresh.call('POST', '/api/setup', { token, name: 'Ada', email: 'ada@example.test' });
    expect(made.json).toMatchObject({ enrolling: true, member: { role: 'admin' } });
    const session = { token: made.json.accessToken };
    expect((await fresh.call('GET', '/api/bots', undefined, session)).status).toBe(403);
    const { passkey, answer } = await new PasskeyActs(fresh).add(session.token);
    // Just made, it counts as shown.
    const invited = await fresh.call('POST', '/api/invitations', { role: 'viewer' }, session);
    expect(invited.status).toBe(201);
    expect(answer.json.recoveryCodes).toHaveLength(10);
    expect((await fresh.call('GET', '/api/bots', undefined, session)).status).toBe(200);
    expect((await new PasskeyActs(fresh).signIn(passkey)).status).toBe(200);
    expect((await fresh.signIn('ada@example.test', testPassword)).status).toBe(401);
    await fresh.remove();
  });
});
