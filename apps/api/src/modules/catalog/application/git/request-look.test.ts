import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedGit } from '../../testing/recorded-git.js';
import { RequestLook } from './request-look.js';

const looked = async (encoding: string | undefined, bytes: Buffer, partBytes = bytes.length) => {
  const look = new RequestLook(encoding);
  for (let at = 0; at < bytes.length; at += partBytes) look.push(bytes.subarray(at, at + partBytes));
  await look.end();
  return look.facts;
};

const { fetch, v1Clone } = recordedGit;

describe('a look at a request', () => {
  it.each(['gzip', 'x-gzip', ' GZIP '])('unpacks %s, in any parts', async (encoding) => {
    const check = async (partBytes: number) => {
      for (const { request } of [fetch, v1Clone]) {
        const { command, hasHaves } = await looked(encoding, gzipSync(request), partBytes);
        expect([command, hasHaves]).toEqual(['fetch', request === fetch.request]);
      }
    };
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 500 }), check), { numRuns: 20 });
  });

  it('reads what is not packed as it is', async () => {
    expect((await looked(undefined, Buffer.from(v1Clone.request))).command).toBe('fetch');
    expect((await looked('identity', Buffer.from(v1Clone.request))).command).toBe('fetch');
  });

  it('makes nothing of what is broken, cut off, or packed otherwise', async () => {
    const packed = gzipSync(v1Clone.request);
    for (const [encoding, bytes] of [
      ['gzip', Buffer.from('no gzip at all')],
      ['gzip', packed.subarray(0, -40)],
      ['gzip', Buffer.alloc(0)],
      ['br', packed],
      ['gzip, gzip', packed],
    ] as const) {
      expect((await looked(encoding, bytes)).command).toBeNull();
    }
  });

  it('makes nothing of what is huge when it is unpacked', async () => {
    const want = `0032want ${'a'.repeat(40)}\n`;
    const { command, reading } = await looked('gzip', gzipSync(want.repeat(400_000)), 1_000);
    expect([command, reading]).toEqual([null, false]);
  });
});
