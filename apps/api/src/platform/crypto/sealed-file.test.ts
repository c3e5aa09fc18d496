import { webcrypto } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileSealing, openRange, openStream, sealedSizeOf, segmentBytes, type FileSeal } from './sealed-file.js';

const seed = 20_261_121;
const sealedSegment = segmentBytes + 16;
const context = ['artifact', 'a-1'];

const textOf = (length: number) => Buffer.from(Array.from({ length }, (_unused, at) => (at * 7 + (at >> 8)) & 255));
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const sealed = async (bytes: Buffer, size = 10_000, key = FileSealing.freshKey()) => {
  const sealing = new FileSealing(key, context);
  const stored = await buffer(sealing.seal(pieces(bytes, size)));
  return { stored, seal: sealing.result };
};
const from = (stored: Buffer) => async (first: number, last: number) => pieces(stored.subarray(first, last + 1), 5000);
const opened = (seal: FileSeal, stored: Buffer) => buffer(openStream(seal, from(stored)));

describe('a sealed file', () => {
  it('opens to what it was, of whatever size, in whatever pieces it came', async () => {
    const sizes = [0, 1, 15, segmentBytes - 1, segmentBytes, segmentBytes + 1, 3 * segmentBytes, 3 * segmentBytes + 77];
    for (const size of sizes) {
      const bytes = textOf(size);
      for (const piece of [4096, 65_536, 200_000]) {
        const { stored, seal } = await sealed(bytes, piece);
        expect(stored.length).toBe(sealedSizeOf(size));
        expect(seal.sizeBytes).toBe(size);
        expect((await opened(seal, stored)).equals(bytes)).toBe(true);
      }
    }
  });

  it('opens from pieces of any size, those that cut its tags too', async () => {
    const bytes = textOf(2 * segmentBytes + 40);
    const { stored, seal } = await sealed(bytes, 70_000);
    for (const size of [1, 7, 15, 40_000, 65_536, 65_552, sealedSegment + 60, 1_000_000]) {
      const read = async () => pieces(stored, size);
      expect((await buffer(openStream(seal, read))).equals(bytes)).toBe(true);
    }
  });

  it('opens at any place, reading only the segments that are asked for', async () => {
    const bytes = textOf(4 * segmentBytes + 123);
    const { stored, seal } = await sealed(bytes);
    const place = fc.integer({ min: 0, max: bytes.length });
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        let read = 0;
        const counted = async (first: number, last: number) => {
          read = last + 1 - first;
          return from(stored)(first, last);
        };
        const part = await buffer(openRange(seal, counted, start, end));
        expect(part.equals(bytes.subarray(start, end))).toBe(true);
        expect(read).toBeLessThanOrEqual((Math.ceil((end - start) / segmentBytes) + 1) * sealedSegment);
      }),
      { seed, numRuns: 60 },
    );
    await expect(buffer(openRange(seal, from(stored), 5, bytes.length + 1))).rejects.toThrow(RangeError);
  });

  it('is written as the format says: the browser, which has other code, opens it', async () => {
    const bytes = textOf(segmentBytes + 50);
    const { stored, seal } = await sealed(bytes);
    const { subtle } = webcrypto;
    const info = Buffer.from(`["bothy:sealed-file",1,"artifact","a-1",65536]`);
    const base = await subtle.importKey('raw', seal.key, 'HKDF', false, ['deriveBits']);
    const derived = Buffer.from(
      await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: seal.salt, info }, base, 39 * 8),
    );
    const key = await subtle.importKey('raw', derived.subarray(0, 32), 'AES-GCM', false, ['decrypt']);
    const open = async (segment: Buffer, tail: number[]) => {
      const iv = Buffer.concat([derived.subarray(32), Buffer.from(tail)]);
      return Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv, tagLength: 128 }, key, segment));
    };
    const first = await open(stored.subarray(0, sealedSegment), [0, 0, 0, 0, 0]);
    const second = await open(stored.subarray(sealedSegment), [0, 0, 0, 1, 1]);
    expect(Buffer.concat([first, second]).equals(bytes)).toBe(true);
  });

  it('gives out nothing of a segment in which any bit was flipped', async () => {
    const bytes = textOf(2 * segmentBytes + 1000);
    const { stored, seal } = await sealed(bytes);
    const edges = [0, 1, sealedSegment - 17, sealedSegment - 16, sealedSegment - 1, sealedSegment, stored.length - 1];
    const places = fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 0, max: stored.length - 1 }));
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const changed = Buffer.from(stored);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        const given: Buffer[] = [];
        const read = async () => {
          for await (const part of openStream(seal, from(changed))) given.push(part);
        };
        await expect(read()).rejects.toThrow(/sealed file was changed/);
        // Segments before it were whole, and are right.
        const whole = Math.floor(at / sealedSegment) * segmentBytes;
        expect(Buffer.concat(given).equals(bytes.subarray(0, whole))).toBe(true);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('is refused when it was cut, lengthened, or its segments were moved', async () => {
    const bytes = textOf(4 * segmentBytes);
    const { stored, seal } = await sealed(bytes);
    const segment = (index: number, of = stored) => of.subarray(index * sealedSegment, (index + 1) * sealedSegment);
    const other = await sealed(bytes, 10_000, seal.key);
    const changed = {
      'cut to nothing': Buffer.alloc(0),
      'cut by a byte': stored.subarray(0, -1),
      'cut by a segment': stored.subarray(0, -sealedSegment),
      'cut within a segment': stored.subarray(0, sealedSegment + 100),
      lengthened: Buffer.concat([stored, Buffer.from('x')]),
      'lengthened by a segment': Buffer.concat([stored, segment(3)]),
      swapped: Buffer.concat([segment(1), segment(0), segment(2), segment(3)]),
      repeated: Buffer.concat([segment(0), segment(0), segment(2), segment(3)]),
      'without its first': Buffer.concat([segment(1), segment(2), segment(3)]),
      'mixed with another of the same key': Buffer.concat([
        segment(0),
        segment(1, other.stored),
        segment(2),
        segment(3),
      ]),
    };
    for (const [how, bad] of Object.entries(changed)) {
      // As a whole, without the bounds that a store would hold a read to.
      const read = async () => pieces(bad, 5000);
      const refusal = await buffer(openStream(seal, read)).then(() => 'opened', String);
      expect([how, refusal]).toEqual([how, expect.stringContaining('sealed file was changed')]);
    }
  });

  it('cannot be said to be shorter or longer than it was sealed', async () => {
    const bytes = textOf(2 * segmentBytes + 10);
    const { stored, seal } = await sealed(bytes);
    for (const sizeBytes of [0, 10, segmentBytes, 2 * segmentBytes, bytes.length - 1, bytes.length + 1]) {
      await expect(opened({ ...seal, sizeBytes }, stored)).rejects.toThrow(/sealed file was changed/);
    }
  });

  it('opens by its own key, salt and context only', async () => {
    const bytes = textOf(100);
    const { stored, seal } = await sealed(bytes);
    const foreign: Partial<FileSeal>[] = [
      { key: FileSealing.freshKey() },
      { salt: Buffer.alloc(32) },
      { salt: Buffer.alloc(12) },
      { context: ['artifact', 'a-2'] },
      { context: ['artifact-a', '-1'] },
      { context: ['artifact'] },
    ];
    for (const change of foreign) {
      await expect(opened({ ...seal, ...change }, stored)).rejects.toThrow(/sealed file was changed/);
    }
    expect((await opened(seal, stored)).equals(bytes)).toBe(true);
  });

  it('never meets the same key stream twice, and has no result before its end', async () => {
    const key = FileSealing.freshKey();
    const [one, two] = [await sealed(Buffer.alloc(1000), 100, key), await sealed(Buffer.alloc(1000), 100, key)];
    expect(one.stored.equals(two.stored)).toBe(false);
    const sealing = new FileSealing(key, context);
    const segments = sealing.seal(pieces(Buffer.alloc(200_000), 1000));
    await segments.next();
    expect(() => sealing.result).toThrow(/not sealed to its end/);
    await expect(buffer(sealing.seal(pieces(Buffer.alloc(1), 1)))).rejects.toThrow(/one file/);
    expect(() => new FileSealing(Buffer.alloc(16), context)).toThrow(/32 bytes/);
  });
});
