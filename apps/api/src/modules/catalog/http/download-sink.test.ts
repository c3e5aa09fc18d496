import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { ResponseSink } from '../../../platform/http/sending/response-sink.js';
import { DownloadSink } from './download-sink.js';

it('holds the last byte back as it was, also where the buffer is written over', async () => {
  const server = Fastify();
  server.get('/', async (_request, reply) => {
    const sink = new DownloadSink({
      begin: () => ResponseSink.begin(reply, 200, { 'content-length': '4' }),
      lengthBytes: 4,
      signal: new AbortController().signal,
      note: () => {},
    });
    const buffer = Buffer.from('abcd');
    await sink.write(buffer);
    buffer.fill('!');
    await sink.end();
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  try {
    expect((await (await fetch(address)).text()).at(-1)).toBe('d');
  } finally {
    await server.close();
  }
});
