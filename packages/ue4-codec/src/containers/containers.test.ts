import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { corpusFiles, corpusPresent, readCorpus } from '../testing/corpus.js';
import { fromBase64, toBase64 } from '../io/base64.js';
import { packPalworld, palworldSignature, unpackPalworld } from './palworld.js';
import { sha1Hex } from './sha1.js';
import { foreignFormat, unknownSave } from './signatures.js';
import { deflate, inflate } from './zlib.js';

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof SaveError ? error.code : String(error);
  }
  return 'nothing thrown';
}

function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state >> 16;
  });
}

const repetitive = (length: number) => Uint8Array.from({ length }, (_, i) => (i % 97) * 2);

describe('zlib', () => {
  it.each([0, 1, 1000, 65_535, 65_536, 300_000])('packs and unpacks %i bytes', (length) => {
    for (const bytes of [noise(length), repetitive(length)]) {
      const packed = deflate(bytes);
      expect(Buffer.compare(inflate(packed, length), bytes)).toBe(0);
      for (const expected of [length, length + 1])
        expect(inflate(packed, length + 1, { expected }).length).toBe(length);
    }
  });

  it('stops at the limit', () => {
    const packed = deflate(new Uint8Array(5_000_000));
    expect(codeOf(() => inflate(packed, 4_999_999))).toBe('limit');
    expect(codeOf(() => inflate(packed, 4_999_999, { expected: 1 }))).toBe('malformed');
    expect(codeOf(() => inflate(packed, 4_999_999, { expected: 2 ** 31 }))).toBe('limit');
    expect(codeOf(() => inflate(packed, 0))).toBe('limit');
    expect(inflate(packed, 5_000_000).length).toBe(5_000_000);
  });

  it('refuses streams that are cut, broken or followed by bytes', () => {
    const packed = deflate(noise(10_000));
    expect(codeOf(() => inflate(packed.subarray(0, -1), 1e6))).toBe('truncated');
    expect(codeOf(() => inflate(packed.subarray(0, 5), 1e6))).toBe('truncated');
    expect(codeOf(() => inflate(new Uint8Array(0), 1e6))).toBe('truncated');
    expect(codeOf(() => inflate(Uint8Array.from([...packed, 0]), 1e6))).toBe('malformed');
    expect(codeOf(() => inflate(Uint8Array.from([0, ...packed]), 1e6))).toBe('malformed');
    expect(codeOf(() => inflate(packed.with(packed.length - 1, (packed.at(-1) ?? 0) ^ 1), 1e6))).toBe('malformed');
    expect(codeOf(() => inflate(Uint8Array.from([0x78, 0xbb, 0, 0, 0, 1, 3, 0]), 1e6))).toBe('malformed');
  });

  it('leaves its input alone', () => {
    const packed = deflate(repetitive(1000));
    const kept = packed.slice();
    inflate(packed, 1000);
    expect(packed).toEqual(kept);
  });
});

describe('Base64', () => {
  it.each([0, 1, 2, 3, 4, 12_287, 12_288, 12_289, 100_001])('holds %i bytes', (length) => {
    const bytes = noise(length);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(Buffer.compare(fromBase64(toBase64(bytes)), bytes)).toBe(0);
  });

  it.each(['A', 'AA', 'AAA', 'A===', 'AB==', 'AAB=', '====', 'AA=A', 'AAA\n', 'AAAé', 'AA-_', ' AAA'])(
    'refuses %j',
    (text) => {
      expect(codeOf(() => fromBase64(text))).toBe('bad-value');
    },
  );
});

describe('SHA-1', () => {
  it('is lower-case hex', () => {
    expect(sha1Hex(new TextEncoder().encode('abc'))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  });
});

function container(content: Uint8Array, type: number, magic = 'PlZ'): Uint8Array {
  const once = deflate(content);
  const packed = type === 0x32 ? deflate(once) : once;
  const head = new DataView(new ArrayBuffer(12));
  head.setUint32(0, content.length, true);
  head.setUint32(4, once.length, true);
  for (let i = 0; i < 3; i += 1) head.setUint8(8 + i, magic.charCodeAt(i));
  head.setUint8(11, type);
  return Uint8Array.from([...new Uint8Array(head.buffer), ...packed]);
}

describe("Palworld's container", () => {
  const content = repetitive(5000);

  it.each([0x31, 0x32])('of type %i is unpacked and packed again', (type) => {
    const bytes = container(content, type);
    const read = unpackPalworld(bytes, defaultLimits);
    expect(read.content).toEqual(content);
    expect(packPalworld(read.container, read.content)).toEqual(bytes);
    const longer = repetitive(6000);
    expect(packPalworld(read.container, longer)).toEqual(container(longer, type));
    expect(packPalworld({ ...read.container, packed: undefined }, content)).toEqual(bytes);
  });

  it('keeps bytes that stock zlib would not give, and lengths that are wrong, while the content stays', () => {
    const bytes = container(content, 0x31);
    const stored = Uint8Array.from([
      ...bytes.subarray(0, 12),
      0x78,
      0x01,
      0x01,
      2,
      0,
      0xfd,
      0xff,
      65,
      66,
      0,
      0xc6,
      0,
      0x84,
    ]);
    const read = unpackPalworld(stored, defaultLimits);
    expect([...read.content]).toEqual([65, 66]);
    expect(packPalworld(read.container, read.content.slice())).toEqual(stored);
    expect(packPalworld(read.container, Uint8Array.of(65, 67))).toEqual(container(Uint8Array.of(65, 67), 0x31));
  });

  it('keeps the chunk header, and its numbers in step', () => {
    const inner = container(content, 0x31);
    const bytes = Uint8Array.from([...inner.subarray(0, 8), 0x43, 0x4e, 0x4b, 0x30, ...inner]);
    const read = unpackPalworld(bytes, defaultLimits);
    expect(packPalworld(read.container, read.content)).toEqual(bytes);
    const next = container(repetitive(6000), 0x31);
    expect(packPalworld(read.container, repetitive(6000))).toEqual(
      Uint8Array.from([...next.subarray(0, 8), 0x43, 0x4e, 0x4b, 0x30, ...next]),
    );
  });

  it('names what it cannot unpack', () => {
    expect(codeOf(() => unpackPalworld(container(content, 0x31, 'PlM'), defaultLimits))).toBe('unsupported');
    expect(codeOf(() => unpackPalworld(container(content, 0x33), defaultLimits))).toBe('unsupported');
    expect(codeOf(() => unpackPalworld(container(content, 0x31, 'XYZ'), defaultLimits))).toBe('not-a-save');
    expect(palworldSignature(new Uint8Array(11))).toBe('');
    expect(codeOf(() => unpackPalworld(container(content, 0x32), { ...defaultLimits, inflatedBytes: 4999 }))).toBe(
      'limit',
    );
  });
});

describe('bytes that are no save', () => {
  it.each([
    [[0x1f, 0x8b, 8], 'unsupported'],
    [[0x78, 0x9c, 1], 'unsupported'],
    [[0x8c, 0x06, 0], 'unsupported'],
    [[], 'not-a-save'],
    [[0, 0, 0], 'not-a-save'],
    [[1, 2, 3], 'not-a-save'],
  ])('%j are %s', (bytes, code) => {
    expect(unknownSave(Uint8Array.from(bytes)).code).toBe(code);
  });

  it('are named by their first bytes', () => {
    expect(foreignFormat(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd))).toBe('Zstandard');
    expect(foreignFormat(Uint8Array.of(0x47))).toBe(undefined);
  });
});

describe.runIf(corpusPresent)('real containers (the corpus is present)', () => {
  const packed = corpusFiles.filter((file) => palworldSignature(readCorpus(file)) !== '');

  it.each(packed)('%s is packed to the same bytes, also where its own are not kept', (file) => {
    const bytes = readCorpus(file);
    const { container, content } = unpackPalworld(bytes, defaultLimits);
    expect(content.length).toBe(container.unpackedBytes);
    expect(Buffer.compare(packPalworld(container, content), bytes)).toBe(0);
    expect(Buffer.compare(packPalworld({ ...container, packed: undefined }, content), bytes)).toBe(0);
  });

  it('are there', () => {
    expect(packed.length).toBe(6);
  });
});
