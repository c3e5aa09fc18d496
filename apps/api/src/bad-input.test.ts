import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { routes, type Route } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PasskeyActs } from './testing/passkey-acts.js';
import type { SoftwarePasskey } from './testing/software-passkey.js';
import { startTestApp, type Answer, type TestApp } from './testing/test-app.js';

let test: TestApp;
let token: string;
let passkey: SoftwarePasskey;

beforeAll(async () => {
  test = await startTestApp({ BOTHY_LIMIT_ANONYMOUS: '100000', BOTHY_LIMIT_SIGN_IN: '100000' });
  token = await test.asAdmin();
  ({ passkey } = await new PasskeyActs(test).add(token));
});
afterAll(() => test.remove());

/** Status and code of a well-formed problem. */
const problemIn = ({ status, headers, json, text }: Answer): string => {
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') && json?.status === status;
  return isProblem && json.requestId && json.title ? `${status} ${json.code}` : `no problem: ${status} ${text}`;
};
const post = (body: unknown, headers: Record<string, string> = {}) =>
  test.call('POST', '/api/auth/login', body, { headers });
const withBody = Object.entries<Route>(routes).filter(([, route]) => route.body);
const anyId = '0190a7c0-0000-7000-8000-000000000000';
const addressOf = (route: Route) => route.path.replace(':slug', 'none').replace(':id', anyId);

describe('bad input', () => {
  it.each(withBody)('%s refuses unknown fields and wrong types', async (_name, route) => {
    const act = route.stepUp ?? route.confirm;
    if (act) await new PasskeyActs(test).stepUp(token, passkey, act, route.stepUp && anyId);
    for (const body of [{ surprise: 1 }, [], 'null', '"text"', '5']) {
      expect(problemIn(await test.call(route.method, addressOf(route), body, { token }))).toBe('400 invalid_request');
    }
  });

  it('is refused when its address holds a NUL', async () => {
    for (const path of [
      '/api/audit?actor=%00',
      '/api/members?q=a%00',
      '/api/members/%00',
      '/api/bots/%00/runs',
      '/%00',
    ]) {
      expect(problemIn(await test.call('GET', path, undefined, { token }))).toBe('400 invalid_request');
    }
  });

  it('says where it is wrong', async () => {
    const answer = await post({ email: 'no address', password: 5, extra: true });
    expect(problemIn(answer)).toBe('400 invalid_request');
    expect(answer.json.issues.map((issue: { path: string[] }) => issue.path.join('.'))).toEqual([
      'email',
      'password',
      'extra',
    ]);
    const query = await test.call('GET', '/api/audit?limit=0&sort=up', undefined, { token });
    expect(query.json.issues.map((issue: { path: string[] }) => issue.path.join('.'))).toEqual([
      'query.limit',
      'query.sort',
    ]);
  });

  it('takes digits and nothing else for a number in a query', async () => {
    for (const limit of ['1e1', '0x10', '', '%20', '-1', '+1', '1.0', '201']) {
      expect(problemIn(await test.call('GET', `/api/bots?limit=${limit}`, undefined, { token }))).toBe(
        '400 invalid_request',
      );
    }
    expect((await test.call('GET', '/api/bots?limit=200', undefined, { token })).status).toBe(200);
  });

  it('is refused before it is parsed when it is no JSON, too large, too deep or no UTF-8', async () => {
    expect(problemIn(await post('{"email":'))).toBe('400 invalid_request');
    expect(problemIn(await post(`{"email":"${'a'.repeat(10 * 1024 * 1024)}"}`))).toBe('413 body_too_large');
    expect(problemIn(await post('['.repeat(500_000)))).toBe('400 invalid_request');
    expect(problemIn(await post(`${'['.repeat(40)}${']'.repeat(40)}`))).toBe('400 invalid_request');
    expect(problemIn(await post(Buffer.from([0x22, 0xff, 0xfe, 0x22])))).toBe('400 invalid_request');
    expect(problemIn(await post('{"email":"a\\u0000b@c.de","password":"x"}'))).toBe('400 invalid_request');
    expect(problemIn(await post('{"__proto__":{"a":1},"email":"a@b.de","password":"x"}'))).toBe('400 invalid_request');
  });

  it('is refused in another content type', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'nonsense',
    ]) {
      expect(problemIn(await post('a=b', { 'content-type': type }))).toBe('415 unsupported_media_type');
    }
  });

  it('is answered as a problem at addresses that are none', async () => {
    for (const path of ['/api', '/api/nope', '/assets/none.js', '/api/me/', '/api/tokens/not-an-id/x']) {
      expect(problemIn(await test.call('GET', path))).toBe('404 not_found');
    }
    expect(problemIn(await test.call('PUT', '/api/me', {}))).toBe('404 not_found');
    expect(problemIn(await test.call('DELETE', '/api/tokens/not-an-id', undefined, { token }))).toBe('404 not_found');
    expect(problemIn(await test.call('DELETE', '/api/tokens/%00', undefined, { token }))).toBe('400 invalid_request');
    expect(problemIn(await test.call('GET', '/%ff%fe'))).toBe('400 invalid_request');
    expect(problemIn(await test.call('GET', `/api/tokens/${'a'.repeat(600)}`))).toBe('404 not_found');
  });

  it('is answered as a problem when it is not even HTTP', async () => {
    const raw = async (request: string) => {
      const socket = connect(Number(new URL(test.url).port), '127.0.0.1');
      socket.end(request);
      return text(socket);
    };
    expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*application\/problem\+json.*"status":400/s);
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 .*"status":431/s,
    );
  });
});
