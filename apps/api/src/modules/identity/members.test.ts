import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PasskeyActs } from '../../testing/passkey-acts.js';
import { readEvents } from '../../testing/read-events.js';
import type { SoftwarePasskey } from '../../testing/software-passkey.js';
import { startTestApp, testPassword, type TestApp } from '../../testing/test-app.js';

let test: TestApp;
let acts: PasskeyActs;
let admin: string;
let passkey: SoftwarePasskey;
beforeEach(async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '1000' });
  acts = new PasskeyActs(test);
  admin = await test.asAdmin();
  ({ passkey } = await acts.add(admin));
  await acts.stepUp(admin, passkey, 'members.invite');
});
afterEach(() => test.remove());

const call = (method: string, path: string, body?: unknown, token = admin) => test.call(method, path, body, { token });
const confirmed = async (action: string, target: string, method: string, path: string, body?: unknown) => {
  await acts.stepUp(admin, passkey, action, target);
  return call(method, path, body);
};
const tokenIn = (link: string) => link.split('#token=')[1] ?? '';

describe('members', () => {
  it('are listed with their ways in, searched, and paged', async () => {
    for (const name of ['a', 'b', 'c']) await test.addMember(name === 'a' ? 'viewer' : 'member');
    const first = await call('GET', '/api/members?limit=3');
    expect(first.json.items).toHaveLength(3);
    const rest = await call('GET', `/api/members?limit=3&cursor=${first.json.nextCursor}`);
    expect(rest.json).toMatchObject({ items: [{}], nextCursor: null });
    const found = await call('GET', '/api/members?q=ADA');
    expect(found.json.items).toMatchObject([
      { email: 'ada@example.test', factors: { password: true, passkeys: 1, identities: 0, recoveryCodes: 10 } },
    ]);
    expect(found.json.items[0].lastSeenAt).not.toBeNull();
    for (const q of ['%', '_', '\\'])
      expect((await call('GET', `/api/members?q=${encodeURIComponent(q)}`)).json.items).toEqual([]);
  });

  it('show how they sign in, and when they were last seen, only to those who look after them', async () => {
    const { items } = (await call('GET', '/api/members', undefined, await test.asRole('member'))).json;
    expect(items.map(({ factors, lastSeenAt }: Record<string, unknown>) => [factors, lastSeenAt])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(items[0]).toMatchObject({ name: 'Ada Admin', email: 'ada@example.test', role: 'admin' });
  });

  it('change role at once: on the next request, and in what streams', async () => {
    const email = await test.addMember('operator');
    const { accessToken, member } = (await test.signIn(email)).json;
    const minted = await call(
      'POST',
      '/api/tokens',
      { name: 'ci', scopes: ['audit:read'], expiresInDays: 1 },
      accessToken,
    );
    expect((await call('GET', '/api/audit', undefined, minted.json.token)).status).toBe(200);
    const stream = readEvents(`${test.url}/api/events`, accessToken);
    const answer = await confirmed('members.update', member.id, 'PATCH', `/api/members/${member.id}`, {
      role: 'viewer',
    });
    expect(answer.json).toMatchObject({ role: 'viewer' });
    expect((await call('GET', '/api/audit', undefined, accessToken)).status).toBe(403);
    // What a token may do shrinks with its maker.
    expect((await call('GET', '/api/audit', undefined, minted.json.token)).status).toBe(403);
    await stream;
  });

  it('are removed with their sessions and tokens', async () => {
    const email = await test.addMember('member');
    const { accessToken, member } = (await test.signIn(email)).json;
    const { token } = (
      await call('POST', '/api/tokens', { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 }, accessToken)
    ).json;
    const answer = await confirmed('members.remove', member.id, 'DELETE', `/api/members/${member.id}`);
    expect(answer.status).toBe(204);
    for (const bearer of [accessToken, token])
      expect((await call('GET', '/api/me', undefined, bearer)).status).toBe(401);
    expect((await test.signIn(email)).status).toBe(401);
    const { items } = (await call('GET', '/api/audit')).json;
    expect(items[0]).toMatchObject({ action: 'member.removed', target: { id: member.id, name: 'member' } });
  });

  it('are signed out everywhere, and their tokens revoked, by those who look after them', async () => {
    const { accessToken, member } = (await test.signIn(await test.addMember('member'))).json;
    const minted = (
      await call('POST', '/api/tokens', { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 }, accessToken)
    ).json;
    const path = `/api/members/${member.id}`;
    expect((await call('GET', `${path}/tokens`)).json.items).toMatchObject([{ id: minted.id, name: 'ci' }]);
    expect((await confirmed('tokens.revoke', minted.id, 'DELETE', `${path}/tokens/${minted.id}`)).status).toBe(204);
    expect((await call('GET', '/api/me', undefined, minted.token)).status).toBe(401);
    expect((await confirmed('members.end-sessions', member.id, 'DELETE', `${path}/sessions`)).status).toBe(204);
    expect((await call('GET', '/api/me', undefined, accessToken)).status).toBe(401);
  });

  it('always hold one admin', async () => {
    const { id } = (await call('GET', '/api/me')).json.member;
    const demoted = await confirmed('members.update', id, 'PATCH', `/api/members/${id}`, { role: 'member' });
    expect(demoted.json).toMatchObject({ status: 409, code: 'last_admin' });
    expect((await confirmed('members.remove', id, 'DELETE', `/api/members/${id}`)).json.code).toBe('last_admin');
    await test.addMember('admin');
    expect((await call('PATCH', `/api/members/${id}`, { role: 'member' })).status).toBe(200);
  });

  it('do not leave the house to an admin who never enrolled', async () => {
    const { link } = (await call('POST', '/api/invitations', { role: 'admin' })).json;
    const joined = { token: tokenIn(link), name: 'Bob', email: 'bob@example.test' };
    expect((await test.call('POST', '/api/invitations/accept', joined)).status).toBe(201);
    const { id } = (await call('GET', '/api/me')).json.member;
    const demoted = await confirmed('members.update', id, 'PATCH', `/api/members/${id}`, { role: 'member' });
    expect(demoted.json).toMatchObject({ status: 409, code: 'last_admin' });
  });

  it('who lost every way in get a link that works once, for an hour', async () => {
    const email = await test.addMember('member');
    const { member } = (await test.signIn(email)).json;
    const link = async () =>
      (await confirmed('members.reset', member.id, 'POST', `/api/members/${member.id}/reset`)).json.link;
    const first = await link();
    const second = await link();
    expect(second).toContain('/recover#token=');
    const open = (text: string) => test.call('POST', '/api/auth/recover', { token: tokenIn(text) });
    expect((await open(first)).status).toBe(401);
    const opened = await open(second);
    expect(opened.json).toMatchObject({ enrolling: true });
    expect((await open(second)).status).toBe(401);
    const password = 'another-good-horse-9';
    const set = await test.call('PUT', '/api/me/password', { password }, { token: opened.json.accessToken });
    expect(set.status).toBe(204);
    expect((await test.signIn(email)).status).toBe(401);
    expect((await test.signIn(email, password)).status).toBe(200);
    const third = await link();
    test.clock.advance(60 * 60 * 1000 + 1);
    expect((await open(third)).status).toBe(401);
  });
});

describe('an invitation', () => {
  const invite = (body: object) => call('POST', '/api/invitations', body);
  const accept = (link: string, more: object = {}) =>
    test.call('POST', '/api/invitations/accept', {
      token: tokenIn(link),
      name: 'Bob',
      email: 'bob@example.test',
      password: testPassword,
      ...more,
    });

  it('makes one member, of the role it names, once', async () => {
    const made = await invite({ role: 'operator', email: 'bob@example.test', name: 'Bob' });
    expect(made.json).toMatchObject({ role: 'operator', mailed: true, invitedBy: { name: 'Ada Admin' } });
    expect((await call('GET', '/api/invitations')).text).not.toContain(tokenIn(made.json.link));
    const [{ id }] = (await call('GET', '/api/mail')).json.items;
    expect((await call('GET', `/api/mail/${id}`)).json.text).toContain(made.json.link);
    const look = await test.call('POST', '/api/invitations/look', { token: tokenIn(made.json.link) });
    expect(look.json).toMatchObject({ role: 'operator', invitedBy: 'Ada Admin', email: 'bob@example.test' });
    const both = await Promise.all([accept(made.json.link), accept(made.json.link, { email: 'eve@example.test' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 410]);
    const joined = both.find(({ status }) => status === 201);
    expect(joined?.json).toMatchObject({ enrolling: false, member: { role: 'operator' } });
    expect((await call('GET', '/api/invitations')).json.items).toEqual([]);
  });

  it('can be taken back, and is over after 72 hours', async () => {
    const first = (await invite({ role: 'viewer' })).json;
    expect(first.mailed).toBe(false);
    expect((await call('DELETE', `/api/invitations/${first.id}`)).status).toBe(204);
    expect((await accept(first.link)).json).toMatchObject({ status: 410, code: 'invitation_gone' });
    const second = (await invite({ role: 'viewer' })).json;
    test.clock.advance(72 * 60 * 60 * 1000 + 1);
    expect((await accept(second.link)).status).toBe(410);
  });

  it('opens an enrolment to who wants no password', async () => {
    const { link } = (await invite({ role: 'member' })).json;
    const joined = await accept(link, { password: undefined });
    expect(joined.json).toMatchObject({ enrolling: true });
    const { passkey: theirs } = await acts.add(joined.json.accessToken);
    expect((await acts.signIn(theirs)).json.member).toMatchObject({ role: 'member', email: 'bob@example.test' });
  });

  it('does not take an address that is taken, nor a weak password, and stays open then', async () => {
    const { link } = (await invite({ role: 'member' })).json;
    expect((await accept(link, { email: 'Ada@Example.test' })).json).toMatchObject({
      status: 409,
      code: 'email_taken',
    });
    expect((await accept(link, { password: 'password1234' })).json.issues).toMatchObject([{ path: ['password'] }]);
    expect((await accept(link)).status).toBe(201);
  });

  it('is made by those who may, soon after signing in', async () => {
    const member = await test.asRole('member');
    expect((await call('POST', '/api/invitations', { role: 'viewer' }, member)).status).toBe(403);
    test.clock.advance(16 * 60 * 1000);
    const { accessToken } = (await acts.signIn(passkey)).json;
    expect((await call('POST', '/api/invitations', { role: 'viewer' }, accessToken)).status).toBe(201);
  });
});
