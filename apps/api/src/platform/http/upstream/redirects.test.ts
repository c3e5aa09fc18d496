import type { LookupAddress } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Origin, Origins } from '../../../testing/origin.js';
import { TestSink } from '../../../testing/test-sink.js';
import { StreamingClient, type UpstreamRequest } from './streaming-client.js';

const origins = new Origins();
afterEach(() => origins.close());

const client = new StreamingClient({ allowPrivateHosts: ['127.0.0.1'] });
const never = new AbortController().signal;
const secretHeaders = { 'private-token': 'hunter2' };
const tokens = (origin: Origin) => origin.asked.map(({ headers }: IncomingMessage) => headers['private-token']);
const codeOf = (call: Promise<unknown>) => call.then(() => 'no error').catch((error: { code?: string }) => error.code);
const redirecting = (locate: (path: string) => string | null, status = 302) =>
  origins.http((request, response) => {
    const location = locate(request.url ?? '');
    if (location === null) response.setHeader('content-length', 5).end('there');
    else response.writeHead(status, { location, 'content-length': '4' }).end('away');
  });

describe.each([
  ['through Node’s client', 0],
  ['from the connection', 5_000_000],
])('redirects that are read %s', (_name, expectedBytes) => {
  const open = (url: string, follow: UpstreamRequest['follow'], own = client) =>
    own.open(url, { follow, secretHeaders, headers: { range: 'bytes=0-' }, expectedBytes }, never);

  it('are answers to who follows none', async () => {
    const origin = await redirecting(() => '/x');
    const answer = await open(origin.url, 'never');
    const sink = new TestSink();
    await answer.body.pumpTo(sink);
    expect([answer.status, answer.headers.get('location'), sink.bytes.toString()]).toEqual([302, '/x', 'away']);
  });

  it('are followed within the origin, five times, with the secret', async () => {
    const origin = await redirecting((path) => (path === '/0' ? null : `/${Number(path.slice(1)) - 1}`));
    const answer = await open(`${origin.url}/5`, 'same-origin');
    const sink = new TestSink();
    await answer.body.pumpTo(sink);
    expect([answer.url, sink.bytes.toString()]).toEqual([`${origin.url}/0`, 'there']);
    expect(tokens(origin)).toEqual(Array.from({ length: 6 }, () => 'hunter2'));
    expect(await codeOf(open(`${origin.url}/6`, 'anywhere'))).toBe('outgoing_redirected');
    await expect.poll(() => origin.open).toBe(0);
  });

  it('to elsewhere go without the secret, also back home', async () => {
    let home = '';
    const store = await redirecting((path) => (path === '/back' ? `${home}/end` : null));
    const origin = await redirecting((path) => (path === '/end' ? null : store.url + path));
    home = origin.url;
    expect((await open(`${origin.url}/file`, 'anywhere')).url).toBe(`${store.url}/file`);
    expect((await open(`${origin.url}/back`, 'anywhere')).url).toBe(`${origin.url}/end`);
    expect(tokens(store)).toEqual([undefined, undefined]);
    expect(tokens(origin)).toEqual(['hunter2', 'hunter2', undefined]);
    expect(store.asked[0]?.headers.range).toBe('bytes=0-');
  });

  it('to elsewhere are refused where only the origin is meant', async () => {
    const store = await redirecting(() => null);
    const origin = await redirecting(() => `${store.url}/`);
    expect(await codeOf(open(origin.url, 'same-origin'))).toBe('outgoing_redirected');
    expect(store.asked).toHaveLength(0);
  });

  it.each(['http://169.254.169.254/latest', 'http://10.0.0.1/', 'http://[::1]/'])(
    'to %s are refused',
    async (location) => {
      const origin = await redirecting(() => location);
      const error = await open(origin.url, 'anywhere').catch((failed: unknown) => failed);
      expect(error).toMatchObject({ code: 'outgoing_address_refused', kind: 'unavailable' });
    },
  );

  it.each(['file:///etc/passwd', 'http://u:p@127.0.0.1/', 'http://['])('to %s are refused', async (location) => {
    const origin = await redirecting(() => location);
    expect(await codeOf(open(origin.url, 'anywhere'))).toMatch(/outgoing_(redirected|address_unusable)/);
  });

  it('are held to the policy by what a name resolves to', async () => {
    const store = await redirecting(() => null);
    const origin = await redirecting(() => `http://store.test:${store.port}/`);
    const resolve = (_host: string, callback: (error: null, found: LookupAddress[]) => void) =>
      callback(null, [{ address: '127.0.0.2', family: 4 }]);
    const own = new StreamingClient({ allowPrivateHosts: ['127.0.0.1'] }, resolve);
    expect(await codeOf(open(origin.url, 'anywhere', own))).toBe('outgoing_address_refused');
    expect(store.asked).toHaveLength(0);
  });
});

it('a body that is gone is not sent again, one that is kept is', async () => {
  const origin = await redirecting((path) => (path === '/' ? '/x' : null), 307);
  const parts = async function* () {
    yield Buffer.from('x');
  };
  const post = (body: UpstreamRequest['body']) =>
    client.open(origin.url, { method: 'POST', body, follow: 'same-origin' }, never);
  expect(await codeOf(post(parts()))).toBe('outgoing_redirected');
  const { url, body } = await post(Buffer.from('x'));
  body.cancel();
  expect([url, origin.asked.at(-1)?.method]).toEqual([`${origin.url}/x`, 'POST']);
});

it('takes http and https without credentials only', async () => {
  for (const url of ['ftp://127.0.0.1/', 'file:///etc/passwd', 'http://u:p@127.0.0.1/', '/x', '']) {
    const error = await client.open(url, { follow: 'never' }, never).catch((failed: unknown) => failed);
    expect(error).toMatchObject({ code: 'outgoing_address_unusable', kind: 'unavailable' });
  }
});
