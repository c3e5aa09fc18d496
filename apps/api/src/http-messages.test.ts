import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.js';

let test: TestApp;
let token: string;
beforeAll(async () => {
  test = await startTestApp({ BOTHY_LIMIT_ANONYMOUS: '1000' });
  token = await test.asAdmin();
});
afterAll(() => test.remove());

/** Sends bytes as they are, on a connection of its own. */
const raw = (...lines: string[]): Promise<string> => {
  const socket = connect(Number(new URL(test.url).port), '127.0.0.1');
  socket.end(lines.join('\r\n'));
  return text(socket);
};

describe('where a message ends', () => {
  it('is said in one way only', async () => {
    const both = [
      'POST /api/auth/login HTTP/1.1',
      'host: x',
      'content-length: 4',
      'transfer-encoding: chunked',
      '',
      '',
    ];
    expect(await raw(...both, '0', '', '')).toMatch(/^HTTP\/1\.1 400 /);
    const twice = ['POST /api/auth/login HTTP/1.1', 'host: x', 'content-length: 4', 'content-length: 5', '', ''];
    expect(await raw(...twice, 'abcde')).toMatch(/^HTTP\/1\.1 400 /);
    const obscure = ['POST /api/auth/login HTTP/1.1', 'host: x', 'transfer-encoding: xchunked', '', ''];
    expect(await raw(...obscure, 'abcde')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('a body', () => {
  it('of JSON nests 32 levels deep, and no deeper', async () => {
    const nested = (levels: number) => {
      const inner = `${'['.repeat(levels)}${']'.repeat(levels)}`;
      return `{"id":"x","rawId":"x","type":"public-key","response":{"clientDataJSON":"x","authenticatorData":"x","signature":"x","more":${inner}}}`;
    };
    const send = (levels: number) => test.call('POST', '/api/auth/passkeys/verify', nested(levels));
    expect((await send(30)).json.code).toBe('passkey_refused');
    expect((await send(31)).json).toMatchObject({ status: 400, title: 'The body nests deeper than 32 levels.' });
  });
});

describe('methods', () => {
  it('that are not for an address are not found there, TRACE nowhere', async () => {
    const answer = await raw(
      'TRACE /api/me HTTP/1.1',
      'host: x',
      `authorization: Bearer ${token}`,
      'connection: close',
      '',
      '',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain(token);
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      expect((await test.call(method, '/api/setup', {})).status).toBe(404);
    }
  });
});

describe('parameters', () => {
  it('that come twice are refused, not chosen among', async () => {
    const call = (query: string) => test.call('GET', `/api/audit?${query}`, undefined, { token });
    expect((await call('limit=1')).status).toBe(200);
    expect((await call('limit=1&limit=2')).status).toBe(400);
    expect((await call('action=bot.&action=run.')).status).toBe(400);
  });

  it('are looked for in one place only', async () => {
    const login = await test.call(
      'POST',
      '/api/auth/login?email=ada@example.test&password=correct-horse-battery-7',
      {},
    );
    expect(login.status).toBe(400);
    expect((await test.call('GET', `/api/me?access_token=${token}`)).status).toBe(401);
    expect(
      (await test.call('GET', '/api/me', undefined, { headers: { cookie: `authorization=Bearer ${token}` } })).status,
    ).toBe(401);
  });

  it('are decoded once', async () => {
    const call = (q: string) => test.call('GET', `/api/members?q=${q}`, undefined, { token });
    expect((await call('Ada%20Admin')).json.items).toHaveLength(1);
    expect((await call('Ada%2520Admin')).json.items).toHaveLength(0);
  });

  it('are values to the database and never words of its language', async () => {
    for (const q of ["' OR 1=1 --", "Ada') --", '"; DROP TABLE members; --', '\\']) {
      const found = await test.call('GET', `/api/members?q=${encodeURIComponent(q)}`, undefined, { token });
      expect(found.json.items).toEqual([]);
    }
    const cursor = Buffer.from("x' OR '1'='1").toString('base64url');
    for (const path of ['/api/members', '/api/bots', '/api/runs', '/api/audit', '/api/tokens', '/api/mail']) {
      expect((await test.call('GET', `${path}?cursor=${cursor}`, undefined, { token })).status).toBe(400);
    }
  });
});

describe('a forwarded header', () => {
  it('is believed from no one but a trusted proxy', async () => {
    const spoofed = {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    };
    const login = { email: 'ada@example.test', password: 'correct-horse-battery-7' };
    const { accessToken } = (await test.call('POST', '/api/auth/login', login, { headers: spoofed })).json;
    const { items } = (await test.call('GET', '/api/me/sessions', undefined, { token: accessToken })).json;
    expect(items.map(({ address }: { address: string }) => address)).not.toContain('203.0.113.7');
    const invited = await test.call(
      'POST',
      '/api/invitations',
      { role: 'viewer' },
      { token: accessToken, headers: { ...spoofed, host: 'evil.example' } },
    );
    expect(invited.json.link.startsWith(`${test.config.publicUrl}/join#`)).toBe(true);
  });
});
