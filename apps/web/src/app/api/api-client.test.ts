import { routes, type Route, type Session } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { anonymousRoutes } from './anonymous-routes.js';
import { ApiClient } from './api-client.js';
import { Demands } from './demands.js';
import { ProblemError } from './problem-error.js';
import { SessionKeeper } from './session-keeper.js';

const member = {
  id: 'm',
  name: 'Ailsa',
  email: 'a@example.org',
  role: 'admin' as const,
  createdAt: '2026-01-01T00:00:00.000Z',
};
const session = (accessToken: string): Session => ({
  accessToken,
  expiresAt: '2030-01-01T00:00:00.000Z',
  member,
  enrolling: false,
});
const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  });
const problem = (status: number, code: string) =>
  json(status, {
    type: 'x',
    title: code,
    status,
    code,
    requestId: 'r1',
    issues: [{ path: ['slug'], message: 'Taken.' }],
  });

/** A server that takes one token only, and renews in the ways it is told, in turn. */
function server(valid: string, renewals: (() => Response)[]) {
  const seen: { path: string; headers: Headers }[] = [];
  const handle = async (input: string | URL | Request, init?: RequestInit) => {
    const path = String(input);
    const headers = new Headers(init?.headers);
    seen.push({ path, headers });
    if (path === '/api/auth/refresh') return (renewals.shift() ?? (() => problem(401, 'no_session')))();
    return headers.get('authorization') === `Bearer ${valid}`
      ? json(200, { items: [], nextCursor: null })
      : problem(401, 'unauthenticated');
  };
  const messages: unknown[] = [];
  const keeper = new SessionKeeper({
    fetch: handle,
    channel: { postMessage: (message) => void messages.push(message), addEventListener: () => undefined },
    exclusive: (work) => work(),
    wait: async () => undefined,
  });
  return {
    keeper,
    client: new ApiClient(keeper, new Demands(), handle),
    seen,
    messages,
    renewals: () => seen.filter((each) => each.path === '/api/auth/refresh').length,
  };
}

describe('ApiClient', () => {
  it('renews an expired token once for many calls, and tries each again', async () => {
    const { keeper, client, renewals, messages, seen } = server('new', [() => json(200, session('new'))]);
    keeper.signedIn(session('old'));
    await Promise.all([
      client.call('GET /api/tokens', {}),
      client.call('GET /api/audit', {}),
      client.call('GET /api/runs', {}),
    ]);
    expect(renewals()).toBe(1);
    expect(seen.find((each) => each.path === '/api/auth/refresh')?.headers.get('x-requested-with')).toBe('bothy');
    expect(messages.at(-1)).toMatchObject({ kind: 'session', session: { accessToken: 'new' } });
  });

  it('waits out a lost race and asks again', async () => {
    const { keeper, client, renewals } = server('new', [
      () => problem(409, 'refresh_raced'),
      () => json(200, session('new')),
    ]);
    keeper.signedIn(session('old'));
    await client.call('GET /api/tokens', {});
    expect(renewals()).toBe(2);
  });

  it('says so when it loses race after race, rather than that nobody is signed in', async () => {
    const { keeper, client, renewals } = server(
      'new',
      Array(9).fill(() => problem(409, 'refresh_raced')),
    );
    const changes: (Session | null)[] = [];
    keeper.signedIn(session('old'));
    keeper.onChange((now) => changes.push(now));
    await expect(client.call('GET /api/tokens', {})).rejects.toMatchObject({ code: 'refresh_raced' });
    expect(renewals()).toBe(4);
    expect(changes).toEqual([]);
  });

  it('takes the token of the tab that won', async () => {
    const { keeper, client, renewals } = server('won', [
      () => (keeper.signedIn(session('won')), problem(409, 'refresh_raced')),
    ]);
    keeper.signedIn(session('old'));
    await client.call('GET /api/tokens', {});
    expect(renewals()).toBe(1);
  });

  it('is signed out when the session is over, and does not try for ever', async () => {
    const { keeper, client, renewals } = server('new', []);
    const changes: (Session | null)[] = [];
    keeper.signedIn(session('old'));
    keeper.onChange((now) => changes.push(now));
    await expect(client.call('GET /api/tokens', {})).rejects.toMatchObject({ status: 401 });
    expect(renewals()).toBe(1);
    expect(changes).toEqual([null]);
  });

  it('throws the problem with its issues and request id', async () => {
    const { client } = server('x', []);
    const error = await client
      .call('POST /api/bots', { body: { slug: 'a', name: 'A', command: { argv: ['true'] } } })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      code: 'unauthenticated',
      requestId: 'r1',
      issues: [{ path: ['slug'], message: 'Taken.' }],
    });
  });

  it('fills the path and the query, and leaves out what is not given', async () => {
    const { keeper, client, seen } = server('t', []);
    keeper.signedIn(session('t'));
    await client.call('GET /api/bots/:slug/runs', { params: { slug: 'a b' }, query: { limit: 5, cursor: undefined } });
    expect(seen.at(-1)?.path).toBe('/api/bots/a%20b/runs?limit=5');
  });

  it('sends no token with what no one signs in for, and renews none for it', async () => {
    const { keeper, client, seen, renewals } = server('t', []);
    keeper.signedIn(session('t'));
    const body = { email: 'a@example.org', password: 'wrong' };
    await expect(client.call('POST /api/auth/login', { body })).rejects.toMatchObject({ status: 401 });
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual([null]);
    expect(renewals()).toBe(0);
  });

  it('knows all routes that no one signs in for', () => {
    const asked = Object.values<Route>(routes)
      .filter(({ access, stream }) => (access === 'public' || access === 'cookie') && !stream)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => route.includes(' /api/'));
    expect([...anonymousRoutes].sort()).toEqual(asked.sort());
  });

  const alone = (fetcher: typeof fetch) =>
    new ApiClient(
      new SessionKeeper({ fetch, channel: null, exclusive: (work) => work(), wait: async () => undefined }),
      new Demands(),
      fetcher,
    );

  it('says so when there is no server', async () => {
    const client = alone(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(client.call('GET /api/setup', {})).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('says so when an answer is cut short', async () => {
    const client = alone(async () => new Response('{"needed":tr'));
    await expect(client.call('GET /api/setup', {})).rejects.toMatchObject({ status: 0, code: 'unreachable' });
  });

  it('lets an abort pass while the answer is read', async () => {
    const asking = new AbortController();
    const body = new ReadableStream({
      pull: (stream) => (asking.abort(), stream.error(asking.signal.reason)),
    });
    const client = alone(async () => new Response(body));
    await expect(client.call('GET /api/setup', { signal: asking.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
