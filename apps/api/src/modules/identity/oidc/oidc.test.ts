import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ForeignProvider, foreignClientSecret } from '../../../testing/foreign-provider.js';
import { Jar } from '../../../testing/jar.js';
import { startTestApp, type Answer, type TestApp } from '../../../testing/test-app.js';

const publicUrl = 'https://bothy.example';
const callback = `${publicUrl}/api/auth/oidc/callback`;
let provider: ForeignProvider;
beforeAll(async () => {
  provider = await ForeignProvider.start(callback);
});
afterAll(() => provider.close());

const start = (overrides: Record<string, string> = {}) =>
  startTestApp({
    BOTHY_PUBLIC_URL: publicUrl,
    BOTHY_LIMIT_SIGN_IN: '1000',
    BOTHY_ALLOW_PRIVATE_HOSTS: 'localhost',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'bothy',
    OIDC_CLIENT_SECRET: foreignClientSecret,
    ...overrides,
  });
let test: TestApp;
beforeEach(async () => {
  test = await start();
});
afterEach(() => test.remove());

const redirectIn = ({ status, headers, text }: Answer): string => {
  const isKept = headers.get('cache-control') !== 'no-store';
  if (status !== 302 || isKept) throw new Error(`${status}, ${isKept ? 'may be kept' : text}`);
  return headers.get('location') ?? '';
};

/** A browser that follows redirects of this server, by path. */
class Browser {
  readonly jar = new Jar();

  async get(path: string): Promise<Answer> {
    const answer = await test.call('GET', path, undefined, { headers: { cookie: this.jar.header() } });
    this.jar.take(answer);
    return answer;
  }

  /** Leaves for the provider. @returns where it is sent to. */
  async leave(query = ''): Promise<string> {
    return redirectIn(await this.get(`/api/auth/oidc/start${query}`));
  }

  /** Comes back from the provider. @returns the page it is sent to. */
  async arrive(at: string): Promise<string> {
    if (!at.startsWith(`${callback}?`)) throw new Error(`The provider sends to ${at}.`);
    return redirectIn(await this.get(at.slice(publicUrl.length)));
  }

  async signIn(as: string | null, query = ''): Promise<string> {
    return this.arrive(await provider.walk(await this.leave(query), as));
  }

  get isSignedIn(): boolean {
    return this.jar.get('__Host-bothy_refresh') !== null;
  }

  async beginLink(token: string): Promise<Answer> {
    const answer = await test.call('POST', '/api/me/identities', undefined, { token });
    this.jar.take(answer);
    return answer;
  }

  async link(token: string, as: string): Promise<string> {
    const { url } = (await this.beginLink(token)).json;
    return this.arrive(await provider.walk(url, as));
  }
}

const withParam = (url: string, name: string, value: string): string => {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed.href;
};
const identitiesOf = async (token: string) =>
  (await test.call('GET', '/api/me/identities', undefined, { token })).json.items;

describe('signing in', () => {
  it('works for a member who linked the account, and tells who and how', async () => {
    const email = await test.addMember('member');
    const token = (await test.signIn(email)).json.accessToken;
    expect(await new Browser().link(token, 'alice')).toBe('/settings/security');
    expect(await identitiesOf(token)).toMatchObject([
      { issuer: provider.issuer, name: 'Account of alice', lastUsedAt: null },
    ]);
    const browser = new Browser();
    expect(await browser.signIn('alice', '?back=%2Fbots%2Fone%3Ftab%3Druns')).toBe('/bots/one?tab=runs');
    const headers = { cookie: browser.jar.header(), 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
    const session = await test.call('POST', '/api/auth/refresh', undefined, { headers });
    expect(session.json).toMatchObject({ member: { email }, enrolling: false });
    const open = { token: session.json.accessToken };
    expect((await test.call('GET', '/api/me/sessions', undefined, open)).json.items[0]).toMatchObject({ by: 'oidc' });
    expect((await identitiesOf(token))[0].lastUsedAt).toEqual(expect.any(String));
    const audit = await test.call('GET', '/api/audit', undefined, { token: await test.asRole('admin') });
    const acts = audit.json.items.map((act: { action: string }) => act.action);
    expect(acts).toEqual(expect.arrayContaining(['identity.linked', 'session.opened']));
  });

  it('sends PKCE, state and nonce, each time others, and a cookie bound to this host', async () => {
    const browser = new Browser();
    const answer = await browser.get('/api/auth/oidc/start');
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-bothy_oidc=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const sent = [answer.headers.get('location') ?? '', await browser.leave()].map((url) => new URL(url).searchParams);
    expect(Object.fromEntries(sent[0] ?? [])).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: callback,
      client_id: 'bothy',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(sent[0]?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(sent[0]?.get(name)).not.toBe(sent[1]?.get(name));
    }
  });

  it('is refused to an account nobody linked, also one with a member’s e-mail address', async () => {
    const email = await test.addMember('admin');
    for (const subject of ['mallory', email]) {
      const browser = new Browser();
      expect(await browser.signIn(subject)).toBe('/sign-in?problem=oidc_unknown');
      expect(browser.isSignedIn).toBe(false);
    }
  });

  it('says so when one turns back at the provider', async () => {
    expect(await new Browser().signIn(null)).toBe('/sign-in?problem=oidc_denied');
  });

  it('goes on with pages of this server only', async () => {
    await new Browser().link(await test.asRole('member'), 'alice');
    for (const back of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/api/auth/logout',
      '/%0d%0ax: y',
      '/\t/x',
    ]) {
      const landed = await new Browser().signIn('alice', `?back=${encodeURIComponent(back)}`);
      expect([back, landed]).toEqual([back, '/']);
    }
  });
});

describe('the way back', () => {
  const unknown = '/sign-in?problem=oidc_flow_unknown';
  beforeEach(async () => {
    await new Browser().link(await test.asRole('member'), 'alice');
  });

  it('is not begun by a link on another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    const answer = await test.call('GET', '/api/auth/oidc/start', undefined, { headers });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in']);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('is open once', async () => {
    const browser = new Browser();
    const url = await browser.leave();
    const cookie = browser.jar.header();
    const at = await provider.walk(url, 'alice');
    expect(await browser.arrive(at)).toBe('/');
    const again = await test.call('GET', at.slice(publicUrl.length), undefined, { headers: { cookie } });
    expect(again.headers.get('location')).toBe(unknown);
    expect(again.headers.getSetCookie().join()).not.toContain('bothy_refresh');
  });

  it('is closed to another browser, with a cookie or without, and then to all', async () => {
    for (const other of [new Browser(), new Browser()]) {
      if (other.jar.header() === '') await other.leave();
      const browser = new Browser();
      const at = await provider.walk(await browser.leave(), 'alice');
      expect(await other.arrive(at)).toBe(unknown);
      expect(other.isSignedIn).toBe(false);
      expect(await browser.arrive(at)).toBe(unknown);
    }
    const bare = new Browser();
    expect(await bare.arrive(await provider.walk(await new Browser().leave(), 'alice'))).toBe(unknown);
    expect(bare.isSignedIn).toBe(false);
  });

  it('is closed to a state that was not sent, and to none', async () => {
    const browser = new Browser();
    const at = await provider.walk(await browser.leave(), 'alice');
    expect(await browser.arrive(withParam(at, 'state', 'A'.repeat(43)))).toBe(unknown);
    expect(await browser.arrive(`${callback}?code=x`)).toBe(unknown);
    expect(browser.isSignedIn).toBe(false);
  });

  it('is closed after ten minutes', async () => {
    const browser = new Browser();
    const at = await provider.walk(await browser.leave(), 'alice');
    test.clock.advance(10 * 60_000 + 1);
    expect(await browser.arrive(at)).toBe(unknown);
  });

  it('is closed to an ID token made for another trip', async () => {
    const browser = new Browser();
    const at = await provider.walk(withParam(await browser.leave(), 'nonce', 'B'.repeat(43)), 'alice');
    expect(await browser.arrive(at)).toBe('/sign-in?problem=oidc_refused');
    expect(browser.isSignedIn).toBe(false);
  });

  it('is closed to a code that another challenge was sent for', async () => {
    const browser = new Browser();
    const at = await provider.walk(withParam(await browser.leave(), 'code_challenge', 'C'.repeat(43)), 'alice');
    expect(await browser.arrive(at)).toBe('/sign-in?problem=oidc_refused');
  });

  it('is closed to an answer that names another provider, or a parameter twice', async () => {
    const browser = new Browser();
    const at = await provider.walk(await browser.leave(), 'alice');
    expect(await browser.arrive(withParam(at, 'iss', 'https://evil.example'))).toBe('/sign-in?problem=oidc_refused');
    const twice = `${await provider.walk(await browser.leave(), 'alice')}&code=other`;
    expect(await browser.arrive(twice)).toBe('/sign-in?problem=oidc_refused');
  });
});

describe('linking', () => {
  it('of one account to two members is refused, as is linking it twice', async () => {
    const [one, two] = [await test.asRole('member'), await test.asRole('member')];
    expect(await new Browser().link(one, 'alice')).toBe('/settings/security');
    expect(await new Browser().link(two, 'alice')).toBe('/settings/security?problem=identity_taken');
    expect(await new Browser().link(one, 'alice')).toBe('/settings/security?problem=identity_taken');
    expect([(await identitiesOf(one)).length, (await identitiesOf(two)).length]).toEqual([1, 0]);
  });

  it('asks for a recent sign-in', async () => {
    const email = await test.addMember('member');
    const signedIn = await test.signIn(email);
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const browser = new Browser();
    test.clock.advance(16 * 60_000);
    const headers = { cookie, 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
    const token = (await test.call('POST', '/api/auth/refresh', undefined, { headers })).json.accessToken;
    expect((await browser.beginLink(token)).json).toMatchObject({ status: 403, code: 'sign_in_again' });
  });

  it('is over with the session that began it', async () => {
    const token = await test.asRole('member');
    const browser = new Browser();
    const { url } = (await browser.beginLink(token)).json;
    const at = await provider.walk(url, 'alice');
    const [{ id }] = (await test.call('GET', '/api/me/sessions', undefined, { token })).json.items;
    expect((await test.call('DELETE', `/api/me/sessions/${id}`, undefined, { token })).status).toBe(204);
    expect(await browser.arrive(at)).toBe('/settings/security?problem=no_session');
  });

  it('makes an enrolling session whole', async () => {
    const token = await test.asRole('member');
    const { codes } = (await test.call('POST', '/api/me/recovery-codes', undefined, { token })).json;
    const enrolling = (await test.call('POST', '/api/auth/recover', { code: codes[0] })).json.accessToken;
    const me = () => test.call('GET', '/api/me', undefined, { token: enrolling });
    expect((await me()).json.enrolling).toBe(true);
    expect(await new Browser().link(enrolling, 'alice')).toBe('/settings/security');
    expect((await me()).json.enrolling).toBe(false);
  });
});

describe('unlinking', () => {
  const unlink = (token: string, id: string) => test.call('DELETE', `/api/me/identities/${id}`, undefined, { token });

  it('ends the way in, for one’s own accounts only', async () => {
    const [mine, other] = [await test.asRole('member'), await test.asRole('member')];
    await new Browser().link(mine, 'alice');
    const [{ id }] = await identitiesOf(mine);
    expect((await unlink(other, id)).json).toMatchObject({ status: 404, code: 'identity_not_found' });
    expect((await unlink(mine, id)).status).toBe(204);
    expect(await new Browser().signIn('alice')).toBe('/sign-in?problem=oidc_unknown');
  });

  it('is refused for the last way in', async () => {
    const token = await test.asRole('member');
    for (const subject of ['alice', 'alicia']) await new Browser().link(token, subject);
    expect((await test.call('DELETE', '/api/me/password', undefined, { token })).status).toBe(204);
    const [first, second] = await identitiesOf(token);
    expect((await unlink(token, first.id)).status).toBe(204);
    expect((await unlink(token, second.id)).json).toMatchObject({ status: 409, code: 'last_factor' });
  });
});

describe('the provider', () => {
  const startWith = async (overrides: Record<string, string>) => {
    await test.remove();
    test = await start(overrides);
  };

  it('is asked how it works at the first use, and then not again for an hour', async () => {
    const asked = () => provider.seen.filter((line) => line.endsWith('/openid-configuration')).length;
    const before = asked();
    await startWith({});
    expect(asked()).toBe(before);
    await Promise.all([new Browser().leave(), new Browser().leave()]);
    expect(asked()).toBe(before + 1);
    test.clock.advance(61 * 60_000);
    await new Browser().leave();
    expect(asked()).toBe(before + 2);
  });

  it('gets the secret of its client, and refuses a wrong one', async () => {
    await startWith({ OIDC_CLIENT_ID: 'post' });
    expect(await new Browser().signIn('alice')).toBe('/sign-in?problem=oidc_unknown');
    await startWith({ OIDC_CLIENT_SECRET: 'wrong' });
    expect(await new Browser().signIn('alice')).toBe('/sign-in?problem=oidc_refused');
  });

  it('signs by a key of its own, not by the secret that both know', async () => {
    await startWith({ OIDC_CLIENT_ID: 'hmac' });
    expect(await new Browser().signIn('alice')).toBe('/sign-in?problem=oidc_refused');
  });

  it('is not called where nobody allowed it, nor over plain http then', async () => {
    const before = provider.seen.length;
    await startWith({ BOTHY_ALLOW_PRIVATE_HOSTS: '' });
    expect(await new Browser().leave()).toBe('/sign-in?problem=oidc_unavailable');
    await startWith({ OIDC_ISSUER: provider.issuer.replace('http:', 'https:') });
    expect(await new Browser().leave()).toBe('/sign-in?problem=oidc_unavailable');
    expect(provider.seen).toHaveLength(before);
  });

  it('may be none', async () => {
    await startWith({ OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '' });
    expect(await new Browser().leave()).toBe('/sign-in?problem=oidc_off');
    const token = await test.asRole('member');
    expect((await new Browser().beginLink(token)).json).toMatchObject({ status: 404, code: 'oidc_off' });
    expect(await identitiesOf(token)).toEqual([]);
  });
});
