import type { LookupAddress } from 'node:dns';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { Origins } from '../../../testing/origin.js';
import { numbered, TestSink } from '../../../testing/test-sink.js';
import { StreamingClient, type UpstreamRequest } from './streaming-client.js';

const origins = new Origins();
afterEach(() => origins.close());

const client = new StreamingClient({ allowPrivateHosts: ['127.0.0.1'] });
const never = new AbortController().signal;
const size = 3_000_000;
const bytes = numbered(size);
/** Each way an answer can be read, told apart by what is expected. */
const ways = [
  ['through Node’s client', 0],
  ['from the connection', size],
] as const;
const get = (more: Partial<UpstreamRequest> = {}): UpstreamRequest => ({ follow: 'never', ...more });
const codeOf = (call: Promise<unknown>) => call.then(() => 'no error').catch((error: { code?: string }) => error.code);

describe.each(ways)('a body that is read %s', (_name, expectedBytes) => {
  const open = (url: string, signal = never, own = client) => own.open(url, get({ expectedBytes }), signal);

  it.each(['eager', 'lazy'] as const)('comes whole to an %s sink', async (pace) => {
    const origin = await origins.http((_request, response) => {
      response.setHeader('content-length', size).setHeader('etag', '"x"').end(bytes);
    });
    const answer = await open(`${origin.url}/file?a=b%20c`);
    expect([answer.status, answer.headers.get('etag'), answer.url]).toEqual([200, '"x"', `${origin.url}/file?a=b%20c`]);
    expect(answer.body.lengthBytes).toBe(size);
    const sink = new TestSink(pace);
    await answer.body.pumpTo(sink);
    expect(sink.bytes.equals(bytes)).toBe(true);
    expect([origin.asked.length, origin.asked[0]?.url]).toEqual([1, '/file?a=b%20c']);
    expect(origin.asked[0]?.headers['accept-encoding']).toBe('identity');
    await expect.poll(() => origin.open).toBe(0);
  });

  it('may be empty, and any status is an answer', async () => {
    const origin = await origins.http((_request, response) => {
      response.writeHead(404, { 'content-length': '0' }).end();
    });
    const { status, body } = await open(origin.url);
    const sink = new TestSink();
    await body.pumpTo(sink);
    expect([status, sink.receivedBytes]).toEqual([404, 0]);
    await expect.poll(() => origin.open).toBe(0);
  });

  it('comes over IPv6', async () => {
    const origin = await origins.http(
      (_request, response) => void response.setHeader('content-length', 2).end('ok'),
      '::1',
    );
    const sink = new TestSink();
    const own = new StreamingClient({ allowPrivateHosts: ['::1'] });
    await (await open(origin.url, never, own)).body.pumpTo(sink);
    expect([sink.bytes.toString(), origin.asked[0]?.headers.host]).toEqual(['ok', `[::1]:${origin.port}`]);
  });

  it('has no length when the server says none, and is asked for once more at most', async () => {
    const origin = await origins.http((_request, response) => {
      for (let at = 0; at < size; at += 100_000) response.write(bytes.subarray(at, at + 100_000));
      response.end();
    });
    const own = new StreamingClient({ allowPrivateHosts: ['127.0.0.1'] });
    for (let times = 0; times < 3; times += 1) {
      const { body } = await open(origin.url, never, own);
      const sink = new TestSink('lazy');
      await body.pumpTo(sink);
      expect([body.lengthBytes, sink.bytes.equals(bytes)]).toEqual([null, true]);
    }
    expect(origin.asked).toHaveLength(expectedBytes > 0 ? 4 : 3);
  });

  it('that ends too early is an error', async () => {
    const origin = await origins.raw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort'));
    const sink = new TestSink('lazy');
    const pumping = (await open(origin.url)).body.pumpTo(sink);
    expect(await codeOf(pumping)).toBe('body_incomplete');
    expect(sink.bytes.toString()).toBe('short');
  });

  it('that stops coming is an error after a while', async () => {
    const origin = await origins.raw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort'));
    const hasty = new StreamingClient({ allowPrivateHosts: ['127.0.0.1'] }, undefined, { stallMs: 50 });
    const { body } = await open(origin.url, never, hasty);
    expect(await codeOf(body.pumpTo(new TestSink()))).toBe('outgoing_timeout');
    await expect.poll(() => origin.open).toBe(0);
  });

  it('takes no more from the server than is passed on', async () => {
    let sent = 0;
    const origin = await origins.http((_request, response) => {
      response.setHeader('content-length', 512 * 1024 * 1024);
      const more = () => {
        while (!response.destroyed && response.write(bytes)) sent += size;
      };
      response.on('drain', more);
      more();
    });
    const { body } = await open(origin.url);
    let take = () => {};
    const gone = new AbortController();
    // Takes the first bytes, and then nothing for as long as the test likes.
    const stuck = { signal: gone.signal, write: () => new Promise<void>((resolve) => (take = resolve)) };
    const pumping = body.pumpTo(stuck);
    let last = -1;
    await expect.poll(() => sent === last || ((last = sent), false), { interval: 200 }).toBe(true);
    // What the system keeps for both ends of a connection, not what we keep.
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    gone.abort();
    take();
    await pumping;
    await expect.poll(() => origin.open).toBe(0);
  });

  it('ends at the server as soon as nobody takes it, also while it waits', async () => {
    const origin = await origins.http((_request, response) => {
      response.setHeader('content-length', size).write('x');
    });
    const sink = new TestSink();
    const pumping = (await open(origin.url)).body.pumpTo(sink);
    await expect.poll(() => sink.receivedBytes).toBe(1);
    sink.leave();
    await pumping;
    await expect.poll(() => origin.open).toBe(0);
    (await open(origin.url)).body.cancel();
    await expect.poll(() => origin.open).toBe(0);
  });

  it('ends with the signal that it was opened with', async () => {
    const origin = await origins.http((_request, response) => {
      response.setHeader('content-length', size).write('x');
    });
    const asked = new AbortController();
    const sink = new TestSink();
    const pumping = codeOf((await open(origin.url, asked.signal)).body.pumpTo(sink));
    await expect.poll(() => sink.receivedBytes).toBe(1);
    asked.abort(Object.assign(new Error('enough'), { code: 'enough' }));
    expect(await pumping).toBe('enough');
    await expect.poll(() => origin.open).toBe(0);
  });

  it('never comes when the head does not, or when it is asked for no more', async () => {
    const origin = await origins.http(() => {});
    const hasty = new StreamingClient({ allowPrivateHosts: ['127.0.0.1'] }, undefined, { headMs: 50 });
    expect(await codeOf(open(origin.url, never, hasty))).toBe('outgoing_timeout');
    const asked = new AbortController();
    const opening = codeOf(open(origin.url, asked.signal));
    await expect.poll(() => origin.open).toBeGreaterThan(0);
    asked.abort(Object.assign(new Error('enough'), { code: 'enough' }));
    expect(await opening).toBe('enough');
    expect(await codeOf(open(origin.url, asked.signal))).toBe('enough');
    await expect.poll(() => origin.open).toBe(0);
  });

  it('says the host when nobody is there, and no address', async () => {
    const origin = await origins.http(() => {});
    origins.close();
    const resolve = (_host: string, callback: (error: null, found: LookupAddress[]) => void) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    const named = new StreamingClient({ allowPrivateHosts: ['gitlab.test'] }, resolve);
    const error = await open(`http://gitlab.test:${origin.port}/`, never, named).catch((failed: Error) => failed);
    expect(error).toMatchObject({ code: 'outgoing_failed', kind: 'unavailable' });
    const told = `${(error as Error).message} ${String((error as Error).cause)}`;
    expect(told).toContain('gitlab.test');
    expect(told).not.toContain('127.0.0.1');
  });
});

describe('heads that can be read in two ways', () => {
  const odd = async (head: string) => {
    const origin = await origins.raw((socket) => socket.end(head));
    const own = new StreamingClient({ allowPrivateHosts: ['127.0.0.1'] });
    return codeOf(
      own.open(origin.url, get({ expectedBytes: size }), never).then(({ body }) => body.pumpTo(new TestSink())),
    );
  };

  it.each([
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello'],
    ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['no end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}`],
    ['more than is allowed', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}\r\nContent-Length: 5\r\n\r\nhello`],
  ])('are refused: %s', async (_name, head) => {
    expect(await odd(head)).toBe('outgoing_failed');
  });

  it('what follows the body is dropped', async () => {
    const origin = await origins.raw((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\n');
    });
    const { body } = await client.open(origin.url, get({ expectedBytes: size }), never);
    const sink = new TestSink();
    await body.pumpTo(sink);
    expect(sink.bytes.toString()).toBe('hello');
  });

  it('a head may come byte by byte', async () => {
    const origin = await origins.raw((socket) => {
      const text = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
      const next = (at: number) => {
        if (at < text.length) socket.write(text.charAt(at), () => setImmediate(next, at + 1));
      };
      next(0);
    });
    const { body } = await client.open(origin.url, get({ expectedBytes: size }), never);
    const sink = new TestSink('lazy');
    await body.pumpTo(sink);
    expect(sink.bytes.toString()).toBe('hello');
  });
});

describe('requests', () => {
  it('carry a body, whole or in parts, and headers that are no one else’s business', async () => {
    const bodies: string[] = [];
    const origin = await origins.http(async (request, response) => {
      const body = (await buffer(request)).toString();
      bodies.push(`${request.method} ${request.headers['transfer-encoding'] ?? 'plain'} ${body}`);
      response.end('ok');
    });
    const parts = async function* () {
      yield Buffer.from('ab');
      yield Buffer.from('cd');
    };
    const headers = { host: 'elsewhere', 'content-length': '1', 'git-protocol': 'version=2' };
    for (const body of [Buffer.from('whole'), parts()]) {
      await (await client.open(origin.url, get({ method: 'POST', body, headers }), never)).body.pumpTo(new TestSink());
    }
    expect(bodies).toEqual(['POST plain whole', 'POST chunked abcd']);
    expect(origin.asked[0]?.headers).toMatchObject({ host: `127.0.0.1:${origin.port}`, 'git-protocol': 'version=2' });
  });

  it('of HEAD have a length and no body', async () => {
    const origin = await origins.http((_request, response) => void response.setHeader('content-length', size).end());
    const { headers, body } = await client.open(origin.url, get({ method: 'HEAD', expectedBytes: size }), never);
    const sink = new TestSink();
    await body.pumpTo(sink);
    expect([headers.get('content-length'), body.lengthBytes, sink.receivedBytes]).toEqual([String(size), 0, 0]);
  });

  it('cannot be broken by a header', async () => {
    const origin = await origins.http((_request, response) => void response.end());
    for (const expectedBytes of [0, size]) {
      const headers = { 'x-a': 'b\r\nx-c: d' };
      expect(await codeOf(client.open(origin.url, get({ headers, expectedBytes }), never))).toBe('outgoing_failed');
    }
    expect(origin.asked).toHaveLength(0);
  });
});
