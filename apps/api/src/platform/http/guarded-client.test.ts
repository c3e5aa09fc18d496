import type { LookupAddress } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { GuardedClient } from './guarded-client.js';
import type { Resolver } from './guarded-connector.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server on loopback that counts who connects. */
const listen = async (answer: RequestListener, host = '127.0.0.1') => {
  const seen = { connections: 0, requests: [] as string[] };
  const server = createServer((request, response) => {
    seen.requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  server.on('connection', () => (seen.connections += 1));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return { port, seen };
};
const ok: RequestListener = (_request, response) => void response.end('hello');
const client = (allowPrivateHosts: string[] = [], resolve?: Resolver) =>
  new GuardedClient({ allowPrivateHosts }, resolve);
const atHome = () => client(['127.0.0.0/8', '::1']);
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: { code?: string }) => error.code,
  );

describe('where it goes', () => {
  it('refuses loopback in every spelling, without a connection', async () => {
    const { port, seen } = await listen(ok);
    for (const host of [
      'localhost',
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      '0.0.0.0',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::7f00:1]',
      '[64:ff9b::7f00:1]',
      '①②⑦.0.0.1',
    ]) {
      expect([host, await codeOf(client().request(`http://${host}:${port}/`))]).toEqual([
        host,
        'outgoing_address_refused',
      ]);
    }
    expect(seen.connections).toBe(0);
  });

  it('refuses loopback over IPv6', async () => {
    const { port, seen } = await listen(ok, '::1');
    expect(await codeOf(client().request(`http://[::1]:${port}/`))).toBe('outgoing_address_refused');
    expect(seen.connections).toBe(0);
    expect((await atHome().request(`http://[::1]:${port}/`)).body.toString()).toBe('hello');
  });

  it('goes where the operator allows it, by name or by network', async () => {
    const { port } = await listen(ok);
    expect((await client(['localhost']).request(`http://localhost:${port}/`)).status).toBe(200);
    expect((await client(['127.0.0.0/8']).request(`http://2130706433:${port}/`)).status).toBe(200);
    expect(await codeOf(client(['localhost']).request(`http://127.0.0.1:${port}/`))).toBe('outgoing_address_refused');
  });

  it('takes http and https without credentials only', async () => {
    for (const url of ['ftp://1.1.1.1/', 'file:///etc/passwd', 'http://u:p@1.1.1.1/', 'http://u@1.1.1.1/', '/x', '']) {
      expect(await codeOf(client().request(url))).toBe('outgoing_address_unusable');
    }
  });

  it('connects to the very address it checked, however the name answers next', async () => {
    const good = await listen(ok, '127.0.0.2');
    const asked: string[] = [];
    const answers: LookupAddress[][] = [
      [{ address: '127.0.0.2', family: 4 }],
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ];
    const rebinding: Resolver = (host, callback) => {
      asked.push(host);
      callback(null, answers[asked.length - 1] ?? []);
    };
    // The good address stands for a public one: it alone is allowed.
    const one = client(['127.0.0.2'], rebinding);
    const url = `http://rebinding.example:${good.port}/`;
    expect((await one.request(url)).status).toBe(200);
    expect(asked).toEqual(['rebinding.example']);
    expect(await codeOf(one.request(url))).toBe('outgoing_address_refused');
    expect(await codeOf(one.request(url))).toBe('outgoing_address_refused');
    expect(asked).toHaveLength(3);
    expect(good.seen.connections).toBe(1);
  });

  it('says so when nobody is there', async () => {
    const { port } = await listen(ok);
    servers.splice(0)[0]?.close();
    expect(await codeOf(atHome().request(`http://127.0.0.1:${port}/`))).toBe('outgoing_failed');
    const nobody: Resolver = (_host, callback) => callback(new Error('ENOTFOUND'), []);
    expect(await codeOf(client([], nobody).request('http://nobody.example/'))).toBe('outgoing_failed');
  });
});

describe('redirects', () => {
  it('are followed within the origin, three times', async () => {
    const { port, seen } = await listen((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
      else response.end('there');
    });
    const answer = await atHome().request(`http://127.0.0.1:${port}/3`, { method: 'POST', body: 'x' });
    expect([answer.body.toString(), answer.url]).toEqual(['there', `http://127.0.0.1:${port}/0`]);
    expect(seen.requests).toEqual(['POST /3', 'GET /2', 'GET /1', 'GET /0']);
    expect(await codeOf(atHome().request(`http://127.0.0.1:${port}/4`))).toBe('outgoing_redirected');
  });

  it('to elsewhere are refused, and nobody is called there', async () => {
    const elsewhere = await listen(ok);
    for (const location of [
      `http://127.0.0.1:${elsewhere.port}/`,
      `http://localhost:${elsewhere.port}/`,
      'file:///etc/passwd',
      'http://[',
    ]) {
      const { port } = await listen((_request, response) => void response.writeHead(307, { location }).end());
      expect(await codeOf(atHome().request(`http://127.0.0.1:${port}/`))).toBe('outgoing_redirected');
    }
    expect(elsewhere.seen.connections).toBe(0);
  });

  it('are handed back to a library that asks for them, and are errors to one that wants none', async () => {
    const { port } = await listen((_request, response) => void response.writeHead(302, { location: '/x' }).end());
    const answer = await atHome().fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/x']);
    expect(await codeOf(atHome().fetch(`http://127.0.0.1:${port}/`, { redirect: 'error' }))).toBe(
      'outgoing_redirected',
    );
  });
});

describe('bounds', () => {
  it('hold for a body that never stops', async () => {
    const { port } = await listen((_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) continue;
      };
      response.on('drain', more);
      more();
    });
    const call = atHome().request(`http://127.0.0.1:${port}/`, { maxBytes: 1_000_000 });
    expect(await codeOf(call)).toBe('outgoing_too_large');
  });

  it('hold for what is packed', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { port } = await listen(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    expect(bomb.length).toBeLessThan(100_000);
    const call = atHome().request(`http://127.0.0.1:${port}/`, { maxBytes: 1_000_000 });
    expect(await codeOf(call)).toBe('outgoing_too_large');
  });

  it('refuse packing in layers, and unpack what is honest', async () => {
    const { port } = await listen((request, response) => {
      const encoding = request.url === '/twice' ? 'gzip, gzip' : 'gzip';
      response.writeHead(200, { 'content-encoding': encoding }).end(gzipSync('small'));
    });
    expect(await codeOf(atHome().request(`http://127.0.0.1:${port}/twice`))).toBe('outgoing_encoding');
    const answer = await atHome().fetch(`http://127.0.0.1:${port}/once`);
    expect([await answer.text(), answer.headers.get('content-encoding')]).toEqual(['small', null]);
  });

  it.each(['head', 'body'])('hold for a %s that drips', async (part) => {
    const { port } = await listen((request, response) => {
      if (part === 'body') response.writeHead(200);
      const drip = setInterval(() => {
        if (part === 'body') response.write('.');
        else request.socket.write('HTTP/1.1 200 OK\r\nx-');
      }, 20);
      response.once('close', () => clearInterval(drip));
    });
    const call = atHome().request(`http://127.0.0.1:${port}/`, { timeoutMs: 300 });
    expect(await codeOf(call)).toMatch(part === 'body' ? /^outgoing_timeout$/ : /^outgoing_(?:timeout|failed)$/);
  });

  it('hold for a name that takes for ever to resolve', async () => {
    const never: Resolver = () => {};
    expect(await codeOf(client([], never).request('http://slow.example/', { timeoutMs: 50 }))).toBe('outgoing_timeout');
  });

  it('end when a library gives up', async () => {
    const { port } = await listen(() => {});
    const giveUp = AbortSignal.timeout(50);
    const call = atHome().fetch(`http://127.0.0.1:${port}/`, { signal: giveUp });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

it('sends what it is given, but speaks to the host it checked', async () => {
  const { port } = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () =>
      response.end(JSON.stringify({ ...request.headers, body: Buffer.concat(chunks).toString() })),
    );
  });
  const init = {
    method: 'POST',
    headers: { host: 'other.example', 'x-mine': '1' },
    body: new URLSearchParams({ a: 'b' }),
  };
  const answer = (await (await atHome().fetch(`http://127.0.0.1:${port}/`, init)).json()) as Record<string, string>;
  expect(answer).toMatchObject({
    host: `127.0.0.1:${port}`,
    'x-mine': '1',
    'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    body: 'a=b',
  });
});
