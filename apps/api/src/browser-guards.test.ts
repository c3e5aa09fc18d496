import { routes, type Route } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.js';

let test: TestApp;
let token: string;
beforeAll(async () => {
  test = await startTestApp({ BOTHY_PUBLIC_URL: 'https://bothy.example', BOTHY_LIMIT_ANONYMOUS: '1000' });
  token = await test.asAdmin();
});
afterAll(() => test.remove());

const evil = { origin: 'https://evil.example' };

describe('what browsers are told', () => {
  it('keeps all subdomains on TLS for a year', async () => {
    const { headers } = await test.call('GET', '/api/setup');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });

  it.each([
    ["default-src 'self'", 'content-security-policy'],
    ["script-src 'self'", 'content-security-policy'],
    ["style-src 'self'", 'content-security-policy'],
    ["object-src 'none'", 'content-security-policy'],
    ["base-uri 'none'", 'content-security-policy'],
    ["form-action 'self'", 'content-security-policy'],
    ["frame-ancestors 'none'", 'content-security-policy'],
    ["require-trusted-types-for 'script'", 'content-security-policy'],
    ['nosniff', 'x-content-type-options'],
    ['no-referrer', 'referrer-policy'],
    ['same-origin', 'cross-origin-opener-policy'],
    ['same-origin', 'cross-origin-resource-policy'],
    ['no-store', 'cache-control'],
  ])('holds %s in %s', async (value, name) => {
    const header = (await test.call('GET', '/api/setup')).headers.get(name) ?? '';
    expect(header.split(';')).toContain(value);
  });

  it('names what it is, with the encoding of its text', async () => {
    expect((await test.call('GET', '/api/setup')).headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect((await test.call('GET', '/api/nope')).headers.get('content-type')).toBe(
      'application/problem+json; charset=utf-8',
    );
  });
});

describe('another site', () => {
  it('is allowed nothing across origins, asked beforehand or not', async () => {
    const headers = { ...evil, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x' };
    const asked = await test.call('OPTIONS', '/api/auth/refresh', undefined, { headers });
    expect(asked.status).toBe(404);
    const answered = await test.call('GET', '/api/me', undefined, { headers: evil, token });
    for (const answer of [asked, answered]) {
      const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
      expect(names).toEqual([]);
    }
  });

  it('cannot use the cookie without the header that only a page of ours can add', async () => {
    for (const path of ['/api/auth/refresh', '/api/auth/logout']) {
      const call = (headers: Record<string, string>) => test.call('POST', path, undefined, { headers });
      expect((await call({ 'sec-fetch-site': 'same-origin' })).json).toMatchObject({ status: 403, code: 'cross_site' });
      expect((await call({ 'sec-fetch-site': 'same-origin', 'x-requested-with': 'bothy' })).status).toBe(401);
    }
  });

  it('cannot send a body without asking beforehand', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) {
      const headers = { ...evil, 'content-type': type };
      expect((await test.call('POST', '/api/auth/login', '{}', { headers })).status).toBe(415);
    }
  });

  it('changes nothing by a safe method: no GET takes a body or is for the holder of a cookie', () => {
    const gets = Object.values<Route>(routes).filter(({ method }) => method === 'GET');
    expect(gets.filter(({ body, access }) => body !== undefined || access === 'cookie')).toEqual([]);
    const names = Object.entries<Route>(routes).filter(([, { method }]) => method === 'GET');
    // A provider's redirect is a GET by its nature; state, nonce and a cookie of its own guard it.
    const acts = names.filter(([name]) =>
      /^(add|create|delete|end|invite|logout|mint|re[mnsv]|set|start|update)/.test(name),
    );
    expect(acts.map(([name]) => name)).toEqual([]);
  });
});
