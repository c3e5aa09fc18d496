import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrincipalWatch } from '../../platform/http/principal-watch.js';
import { readEvents } from '../../testing/read-events.js';
import { startTestApp, testPassword, type Answer, type TestApp } from '../../testing/test-app.js';
import { Authenticator } from './application/sessions/authenticator.js';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '100' });
});
afterEach(() => test.remove());

const cookieOf = (answer: Answer) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const refresh = (cookie: string) =>
  test.call('POST', '/api/auth/refresh', undefined, {
    headers: { cookie, 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' },
  });
const me = (token: string) => test.call('GET', '/api/me', undefined, { token });
const mint = (token: string, scopes: string[], expiresInDays = 30) =>
  test.call('POST', '/api/tokens', { name: 'ci', scopes, expiresInDays }, { token });

describe('setup', () => {
  it('makes one admin of two who try at once, and is over then', async () => {
    const path = join(test.config.dataDir, 'setup-token');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const token = readFileSync(path, 'utf8').trim();
    const body = { token, name: 'Ada', email: 'Ada@Example.test', password: testPassword };
    expect((await test.call('POST', '/api/setup', { ...body, token: 'wrong' })).status).toBe(403);
    const weak = await test.call('POST', '/api/setup', { ...body, password: 'password1234!' });
    expect(weak.json).toMatchObject({ status: 400, issues: [{ path: ['password'], code: 'weak_password' }] });
    const both = await Promise.all([test.call('POST', '/api/setup', body), test.call('POST', '/api/setup', body)]);
    expect(both.map((answer) => answer.status).toSorted()).toEqual([201, 410]);
    expect(existsSync(path)).toBe(false);
    expect((await test.call('GET', '/api/setup')).json).toEqual({ needed: false });
    const made = both.find((answer) => answer.status === 201);
    expect(made?.json.member).toMatchObject({ role: 'admin', email: 'ada@example.test' });
    expect(made && (await refresh(cookieOf(made))).status).toBe(200);
  });
});

describe('sign-in', () => {
  it('tells nobody whether an address is known', async () => {
    const email = await test.addMember('member');
    const [wrong, unknown] = [await test.signIn(email, 'wrong'), await test.signIn('nobody@example.test', 'wrong')];
    const { requestId: _one, ...told } = wrong.json;
    const { requestId: _two, ...same } = unknown.json;
    expect(told).toEqual(same);
    expect(told).toMatchObject({ status: 401, code: 'invalid_credentials' });
  });

  it('hands out a short access token and a cookie that scripts cannot read', async () => {
    const answer = await test.signIn(await test.addMember('member'));
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^bothy_refresh=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const token = answer.json.accessToken;
    expect((await me(token)).json).toMatchObject({ member: { role: 'member' }, token: null });
    test.clock.advance(301_000);
    expect((await me(token)).status).toBe(401);
  });

  it('takes no token that is not its own', async () => {
    const { accessToken } = (await test.signIn(await test.addMember('admin'))).json;
    const [head, body, signature] = accessToken.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const forged of [
      `${none}.${body}.`,
      `${none}.${body}.${signature}`,
      `${head}.${body}.${'A'.repeat(43)}`,
      'x.y.z',
    ]) {
      expect((await me(forged)).status).toBe(401);
    }
  });

  it('renews once; a late second use ends the session, at once and for both', async () => {
    const first = await test.signIn(await test.addMember('member'));
    const second = await refresh(cookieOf(first));
    expect(second.status).toBe(200);
    expect((await refresh(cookieOf(first))).json).toMatchObject({ status: 409, code: 'refresh_raced' });
    expect((await me(second.json.accessToken)).status).toBe(200);
    test.clock.advance(11_000);
    expect((await refresh(cookieOf(first))).status).toBe(401);
    expect((await refresh(cookieOf(second))).status).toBe(401);
    expect((await me(second.json.accessToken)).status).toBe(401);
  });

  it('mints one session of two refreshes at once', async () => {
    const cookie = cookieOf(await test.signIn(await test.addMember('member')));
    const both = await Promise.all([refresh(cookie), refresh(cookie)]);
    expect(both.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
  });

  it('ends at sign-out, and outlives a restart until then', async () => {
    const answer = await test.signIn(await test.addMember('member'));
    await test.close();
    test = await startTestApp({ BOTHY_DATA_DIR: test.config.dataDir });
    expect((await me(answer.json.accessToken)).status).toBe(200);
    const headers = { cookie: cookieOf(answer), 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
    const out = await test.call('POST', '/api/auth/logout', undefined, { headers });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toContain('bothy_refresh=;');
    expect((await me(answer.json.accessToken)).status).toBe(401);
  });

  it('uses the host-only cookie over TLS', async () => {
    const secure = await startTestApp({ BOTHY_PUBLIC_URL: 'https://bothy.example' });
    const answer = await secure.signIn(await secure.addMember('viewer'));
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-bothy_refresh=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    await secure.remove();
  });
});

describe('sessions', () => {
  const enter = (email: string, headers: Record<string, string> = {}) =>
    test.call('POST', '/api/auth/login', { email, password: testPassword }, { headers });
  const sessions = (token: string) => test.call('GET', '/api/me/sessions', undefined, { token });

  it('are listed with where they come from, and end one by one with what they stream', async () => {
    const email = await test.addMember('member');
    const here = (await enter(email)).json.accessToken;
    const there = (await enter(email, { 'user-agent': 'Phone/1' })).json.accessToken;
    const { items } = (await sessions(here)).json;
    expect(items).toMatchObject([
      { by: 'password', current: false, userAgent: 'Phone/1', address: '127.0.0.1' },
      { by: 'password', current: true },
    ]);
    const stream = readEvents(`${test.url}/api/events`, there);
    const end = (id: string, token: string) => test.call('DELETE', `/api/me/sessions/${id}`, undefined, { token });
    expect((await end(items[0].id, await test.asRole('admin'))).json.code).toBe('session_not_found');
    expect((await end(items[0].id, here)).status).toBe(204);
    expect((await me(there)).status).toBe(401);
    await stream;
    expect((await sessions(here)).json.items).toHaveLength(1);
  });

  it('end all but the one that asks, and all but the one that sets a new password', async () => {
    const email = await test.addMember('member');
    const [here, second, third] = [await enter(email), await enter(email), await enter(email)];
    const token = here.json.accessToken;
    expect((await test.call('DELETE', '/api/me/sessions', undefined, { token })).status).toBe(204);
    for (const other of [second, third]) expect((await refresh(cookieOf(other))).status).toBe(401);
    const elsewhere = await enter(email);
    const body = { current: testPassword, password: 'a-new-good-horse-8' };
    expect((await test.call('PUT', '/api/me/password', body, { token })).status).toBe(204);
    expect((await me(elsewhere.json.accessToken)).status).toBe(401);
    expect((await me(token)).status).toBe(200);
  });

  it('take the place of the one the browser had', async () => {
    const email = await test.addMember('member');
    const first = await enter(email);
    const second = await enter(email, { cookie: cookieOf(first) });
    expect((await me(first.json.accessToken)).status).toBe(401);
    expect((await sessions(second.json.accessToken)).json.items).toHaveLength(1);
    const other = await enter(await test.addMember('member'), { cookie: cookieOf(second) });
    expect(other.status).toBe(200);
    expect((await me(second.json.accessToken)).status).toBe(401);
  });

  it('ask for a sign-in after 90 days, however often they are renewed', async () => {
    let renewed = await enter(await test.addMember('member'));
    for (let days = 0; days < 80; days += 20) {
      test.clock.advance(20 * 24 * 60 * 60 * 1000);
      renewed = await refresh(cookieOf(renewed));
      expect(renewed.status).toBe(200);
    }
    test.clock.advance(11 * 24 * 60 * 60 * 1000);
    expect((await refresh(cookieOf(renewed))).status).toBe(401);
  });
});

describe('API tokens', () => {
  it('do what both their scopes and their maker may do, until revoked or expired', async () => {
    const admin = await test.asAdmin();
    const minted = await mint(admin, ['bots:run:one', 'bots:run:two']);
    expect(minted.status).toBe(201);
    const { id, token } = minted.json;
    expect((await me(token)).json).toMatchObject({ permissions: ['bots:run', 'bots:read'], token: { id, name: 'ci' } });
    const principal = await test.get(Authenticator).identify(token);
    expect(principal?.botScopes).toEqual(['one', 'two']);
    const listed = await test.call('GET', '/api/tokens', undefined, { token: admin });
    expect(listed.json.items[0]).toMatchObject({ id, lastUsedAt: expect.any(String), lastUsedFrom: '127.0.0.1' });
    expect(listed.text).not.toContain(token);
    expect(principal && (await test.get(PrincipalWatch).stillValid(principal))).toBe(true);
    expect((await test.call('DELETE', `/api/tokens/${id}`, undefined, { token: admin })).status).toBe(204);
    expect((await me(token)).status).toBe(401);
    expect(principal && (await test.get(PrincipalWatch).stillValid(principal))).toBe(false);
    const short = (await mint(admin, ['bots:read'], 1)).json.token;
    test.clock.advance(25 * 60 * 60 * 1000);
    expect((await me(short)).status).toBe(401);
  });

  it('are rotated: a new one with the same rights, and the end of the old one and of what it has open', async () => {
    const admin = await test.asAdmin();
    const old = (await mint(admin, ['bots:read'], 7)).json;
    const stream = readEvents(`${test.url}/api/events`, old.token);
    const rotated = await test.call('POST', `/api/tokens/${old.id}/rotate`, undefined, { token: admin });
    expect(rotated.json).toMatchObject({ name: 'ci', scopes: ['bots:read'] });
    expect(rotated.json.token).not.toBe(old.token);
    expect(Date.parse(rotated.json.expiresAt) - Date.parse(rotated.json.createdAt)).toBe(7 * 24 * 60 * 60 * 1000);
    expect((await me(old.token)).status).toBe(401);
    expect((await me(rotated.json.token)).status).toBe(200);
    await stream;
    const again = await test.call('POST', `/api/tokens/${old.id}/rotate`, undefined, { token: admin });
    expect(again.json).toMatchObject({ status: 404, code: 'token_not_found' });
    const other = await test.asRole('admin');
    const foreign = await test.call('POST', `/api/tokens/${rotated.json.id}/rotate`, undefined, { token: other });
    expect(foreign.status).toBe(404);
  });

  it('are minted within 15 minutes of a sign-in, within one’s own rights', async () => {
    const email = await test.addMember('viewer');
    const signedIn = await test.signIn(email);
    expect((await mint(signedIn.json.accessToken, ['bots:write'])).json.code).toBe('scope_beyond_rights');
    test.clock.advance(16 * 60 * 1000);
    const renewed = await refresh(cookieOf(signedIn));
    expect((await mint(renewed.json.accessToken, ['bots:read'])).json).toMatchObject({
      status: 403,
      code: 'sign_in_again',
    });
  });
});
