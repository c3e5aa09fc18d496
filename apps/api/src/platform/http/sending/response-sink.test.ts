import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numbered } from '../../../testing/test-sink.js';
import { ReadableBody } from '../../bytes/readable-body.js';
import { ResponseSink } from './response-sink.js';

const mebibyte = 1024 * 1024;
const bytes = numbered(4 * mebibyte);
/** More than the system holds for a reader that does not read. */
const hugeBytes = 64 * mebibyte;

let app: FastifyInstance;
let port: number;
let ended: string[];
let sink: ResponseSink | null;

beforeEach(async () => {
  app = fastify({ forceCloseConnections: true });
  ended = [];
  sink = null;
  app.addHook('onSend', async (_request, reply) => void reply.header('x-sent', 'not for hijacked answers'));
  app.addHook('onRequest', async (_request, reply) => void reply.header('x-house', 'yes'));
  app.addHook('onResponse', async (request, reply) => void ended.push(`${request.url} ${reply.raw.statusCode}`));
  app.get('/small', async () => 'small');
});
afterEach(() => app.close());

const listen = async () => {
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as AddressInfo);
};
const lengthOf = (length: number) => ({ 'content-length': String(length) });
/** Hands over one buffer again and again, and overwrites it as soon as it may. */
const pour = async (to: ResponseSink, sizeBytes: number, partBytes = 256 * 1024) => {
  const one = Buffer.alloc(partBytes);
  for (let at = 0; at < sizeBytes && !to.signal.aborted; at += partBytes) {
    const part = one.subarray(0, Math.min(partBytes, sizeBytes - at));
    bytes.copy(part, 0, at % bytes.length);
    const taken = to.write(part);
    if (taken) await taken;
    one.fill(0xff);
  }
};
/** Answers `/file` with so many bytes. */
const serve = (sizeBytes: number, headers: Record<string, string> = lengthOf(sizeBytes), stallMs?: number) =>
  app.get('/file', async (_request, reply) => {
    const own = ResponseSink.begin(reply, 200, headers, stallMs === undefined ? {} : { stallMs });
    sink = own;
    await pour(own, sizeBytes);
    own.end();
  });
const ask = (path: string, agent?: Agent, method = 'GET'): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, ...(agent ? { agent } : {}) }, resolve)
      .once('error', reject)
      .end();
  });
const sent = () => sink?.sentBytes;
const closed = (answer: IncomingMessage) => new Promise<void>((resolve) => answer.once('close', () => resolve()));

describe.each([
  ['with a length', lengthOf(bytes.length)],
  ['in chunks', {}],
])('an answer %s', (_name, headers) => {
  it('comes whole, with the headers of the house, is observed, and leaves the connection to the next', async () => {
    serve(bytes.length, headers);
    await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number>();
    for (let times = 0; times < 3; times += 1) {
      const answer = await ask('/file', agent);
      ports.add(answer.socket.localPort ?? 0);
      expect([answer.statusCode, answer.headers['x-house'], answer.headers['x-sent']]).toEqual([200, 'yes', undefined]);
      expect((await buffer(answer)).equals(bytes)).toBe(true);
      expect((await buffer(await ask('/small', agent))).toString()).toBe('small');
    }
    agent.destroy();
    expect([ports.size, sent(), sink?.signal.aborted]).toEqual([1, bytes.length, false]);
    expect(ended.filter((line) => line === '/file 200')).toHaveLength(3);
  });

  it('waits for its turn on a pipelined connection', async () => {
    serve(bytes.length, headers);
    await listen();
    const socket = connect(port, '127.0.0.1');
    const ask = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    socket.write(ask('/file') + ask('/small') + ask('/file') + ask('/file', 'Connection: close\r\n'));
    const all = (await buffer(socket)).toString('latin1');
    expect(all.split('HTTP/1.1 200 OK')).toHaveLength(5);
    expect(all.split('\r\n\r\nsmall')).toHaveLength(2);
    // The same bytes three times over, unharmed by chunks between them.
    const plain = bytes.subarray(0, 256 * 1024).toString('latin1');
    expect(all.split(plain)).toHaveLength(4);
  });
});

it('HEAD and 304 have no body, whatever is handed over', async () => {
  serve(bytes.length);
  app.get('/same', async (_request, reply) => {
    const same = ResponseSink.begin(reply, 304, { etag: '"x"' });
    await pour(same, 10);
    same.end();
  });
  await listen();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const head = await ask('/file', agent, 'HEAD');
  expect([head.headers['content-length'], (await buffer(head)).length]).toEqual([String(bytes.length), 0]);
  const same = await ask('/same', agent);
  expect([same.statusCode, same.headers.etag, (await buffer(same)).length]).toEqual([304, '"x"', 0]);
  expect([(await buffer(await ask('/small', agent))).toString(), sent()]).toEqual(['small', 0]);
  agent.destroy();
});

describe('an answer that is not what its head says', () => {
  const complete = async () => {
    const answer = await ask('/file');
    answer.on('error', () => {}).resume();
    await closed(answer);
    return answer.complete;
  };

  it.each([
    ['more', 10],
    ['fewer', mebibyte],
  ])('is cut: %s bytes', async (_name, length) => {
    serve(300_000, lengthOf(length));
    await listen();
    expect(await complete().catch(() => false)).toBe(false);
    expect(sink?.signal.aborted).toBe(true);
  });

  it('is cut by hand', async () => {
    app.get('/file', async (_request, reply) => {
      sink = ResponseSink.begin(reply, 200, lengthOf(10));
      sink.write(Buffer.from('x'));
      setImmediate(() => sink?.cut());
    });
    await listen();
    expect(await complete()).toBe(false);
    expect(sink?.write(Buffer.from('y'))).toBeUndefined();
    sink?.end();
    expect(sent()).toBe(1);
  });
});

describe('a client', () => {
  const begin = async (path = '/file'): Promise<IncomingMessage> => {
    const answer = await ask(path);
    answer.on('error', () => {});
    return answer;
  };
  /** Once the system takes no more. */
  const stuck = async () => {
    let last: number | undefined = -1;
    await expect.poll(() => sent() === last || ((last = sent()), false), { interval: 150 }).toBe(true);
  };

  it.each([
    ['with a length', lengthOf(hugeBytes)],
    ['in chunks', {}],
  ])('that does not read holds what writes back, and gets the rest when it does: %s', async (_name, headers) => {
    serve(hugeBytes, headers);
    await listen();
    const answer = await begin();
    await stuck();
    expect(sent()).toBeLessThan(hugeBytes / 2);
    // One buffer, and what stands around it.
    expect(answer.socket.destroyed).toBe(false);
    let received = 0;
    let wrong = 0;
    answer.on('data', (part: Buffer) => {
      const at = received % bytes.length;
      const expected = bytes.subarray(at, at + part.length);
      if (expected.length === part.length && !part.equals(expected)) wrong += 1;
      received += part.length;
    });
    await once(answer, 'end');
    expect([received, wrong, sent()]).toEqual([hugeBytes, 0, hugeBytes]);
  });

  it('that goes ends what writes; what it was not sent is not counted', async () => {
    serve(hugeBytes);
    await listen();
    const answer = await begin();
    await stuck();
    const before = sent();
    answer.destroy();
    await expect.poll(() => sink?.signal.aborted).toBe(true);
    expect(sent()).toBe(before);
  });

  it('that takes nothing for long is cut', async () => {
    serve(hugeBytes, lengthOf(hugeBytes), 60);
    await listen();
    const answer = await begin();
    await expect.poll(() => sink?.signal.aborted, { timeout: 5000 }).toBe(true);
    answer.resume();
    await closed(answer);
    expect(answer.complete).toBe(false);
  });

  it('that waits for what is slow to come is not cut', async () => {
    app.get('/file', async (_request, reply) => {
      sink = ResponseSink.begin(reply, 200, lengthOf(2), { stallMs: 20 });
      const slow = async function* () {
        yield Buffer.from('a');
        await new Promise((resolve) => setTimeout(resolve, 150));
        yield Buffer.from('b');
      };
      await new ReadableBody(slow(), 2).pumpTo(sink);
      sink.end();
    });
    await listen();
    expect((await buffer(await begin())).toString()).toBe('ab');
  });

  it('that goes while its answer waits for an earlier one is noticed', async () => {
    const sinks: ResponseSink[] = [];
    app.get('/file', async (_request, reply) => {
      const one = ResponseSink.begin(reply, 200, lengthOf(hugeBytes));
      sinks.push(one);
      await pour(one, hugeBytes);
    });
    await listen();
    const socket: Socket = connect(port, '127.0.0.1').pause();
    socket.write('GET /file HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2));
    await expect.poll(() => sinks.length).toBe(2);
    socket.destroy();
    await expect.poll(() => sinks.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(sinks[1]?.sentBytes).toBe(0);
  });

  it('that still reads when the server stops is cut', async () => {
    serve(hugeBytes);
    await listen();
    const answer = await begin();
    await stuck();
    await app.close();
    await expect.poll(() => sink?.signal.aborted).toBe(true);
    answer.resume();
    await closed(answer);
    expect(answer.complete).toBe(false);
  });
});

it('is gone already when its client is', async () => {
  const begun = new Promise<void>((resolve) => {
    app.get('/file', async (request, reply) => {
      if (!request.raw.socket.destroyed) await once(request.raw.socket, 'close');
      sink = ResponseSink.begin(reply, 200, lengthOf(1));
      resolve();
    });
  });
  await listen();
  const asking = get({ port, host: '127.0.0.1', path: '/file' }).on('error', () => {});
  await once(app.server, 'request');
  asking.destroy();
  await begun;
  expect(sink?.signal.aborted).toBe(true);
});
