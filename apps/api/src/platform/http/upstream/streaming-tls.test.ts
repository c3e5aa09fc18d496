import type { TLSSocket } from 'node:tls';
import type { LookupAddress } from 'node:dns';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../testing/certificate.js';
import { Origins } from '../../../testing/origin.js';
import { numbered, TestSink } from '../../../testing/test-sink.js';
import { StreamingClient } from './streaming-client.js';

const origins = new Origins();
afterEach(() => origins.close());

const certified = selfSigned();
const never = new AbortController().signal;
const bytes = numbered(5_000_000);
const resolve = (_host: string, callback: (error: null, found: LookupAddress[]) => void) =>
  callback(null, [{ address: '127.0.0.1', family: 4 }]);

describe.skipIf(!certified).each([
  ['through Node’s client', 0],
  ['from the connection', bytes.length],
])('over TLS, read %s', (_name, expectedBytes) => {
  const own = { key: '', cert: '', ...certified };
  const trusting = new StreamingClient({ allowPrivateHosts: ['localhost'] }, resolve, { ca: own.cert });
  const open = (url: string, client = trusting) => client.open(url, { follow: 'anywhere', expectedBytes }, never);

  it.each(['eager', 'lazy'] as const)('a body comes whole to an %s sink', async (pace) => {
    const names: unknown[] = [];
    const origin = await origins.https((request, response) => {
      names.push((request.socket as TLSSocket & { servername?: unknown }).servername);
      response.setHeader('content-length', bytes.length).end(bytes);
    }, own);
    const sink = new TestSink(pace);
    await (await open(origin.url)).body.pumpTo(sink);
    expect(sink.bytes.equals(bytes)).toBe(true);
    expect(names).toEqual(['localhost']);
    await expect.poll(() => origin.open).toBe(0);
  });

  it('an unknown certificate is refused before anything is asked', async () => {
    const origin = await origins.https((_request, response) => void response.end(), own);
    const client = new StreamingClient({ allowPrivateHosts: ['localhost'] }, resolve);
    await expect(open(origin.url, client)).rejects.toMatchObject({ code: 'outgoing_failed' });
    expect(origin.asked).toHaveLength(0);
  });

  it('a redirect to plain HTTP is refused', async () => {
    const plain = await origins.http((_request, response) => void response.end());
    const location = `http://localhost:${plain.port}/`;
    const origin = await origins.https((_request, response) => {
      response.writeHead(302, { location, 'content-length': '0' }).end();
    }, own);
    await expect(open(origin.url)).rejects.toMatchObject({ code: 'outgoing_redirected' });
    expect(plain.asked).toHaveLength(0);
  });
});
