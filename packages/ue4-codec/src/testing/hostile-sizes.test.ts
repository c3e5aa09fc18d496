import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readSave, SaveError } from '../index.js';
import { ByteBuilder } from './byte-builder.js';
import { header, ue427, ue54 } from './engines.js';
import { execute } from './fuzz.js';
import { prospectSample } from './icarus-samples.js';
import { buildSave, type, type TestType, type TestValue } from './save-builder.js';

/** What reading does, how long it takes, and by how much buffers grow. */
function measured(bytes: Uint8Array): { error: unknown; took: number; grown: number } {
  const before = process.memoryUsage().arrayBuffers;
  const began = performance.now();
  let error: unknown;
  try {
    readSave(bytes, { deep: true });
  } catch (thrown) {
    error = thrown;
  }
  return { error, took: performance.now() - began, grown: process.memoryUsage().arrayBuffers - before };
}

const megabyte = 1024 * 1024;
const bomb = deflateSync(new Uint8Array(256 * megabyte));

function palworldBomb(kind: number, unpacked: number): Uint8Array {
  const head = new ByteBuilder().u32(unpacked).u32(bomb.length).bytes([0x50, 0x6c, 0x5a, kind]).toBytes();
  return new Uint8Array(Buffer.concat([head, bomb]));
}

describe('packed parts that unpack to more than they say', () => {
  it.each([
    [0x31, 1000],
    [0x32, 1000],
    [0x31, 0],
    [0x32, 0xffff_ffff],
  ])('in a container of type %i that announces %i bytes', (kind, unpacked) => {
    const { error, took, grown } = measured(palworldBomb(kind, unpacked));
    expect(error).toBeInstanceOf(SaveError);
    expect(grown).toBeLessThan(64 * megabyte);
    expect(took).toBeLessThan(20_000);
  });

  it('in a prospect', () => {
    const text = new TextDecoder().decode(prospectSample('\n'));
    const packed = text.replace(/"BinaryBlob": "[^"]*"/u, `"BinaryBlob": "${bomb.toString('base64')}"`);
    const { error, took, grown } = measured(new TextEncoder().encode(packed));
    expect(error).toBeInstanceOf(SaveError);
    expect(grown).toBeLessThan(64 * megabyte);
    expect(took).toBeLessThan(20_000);
  });

  it('past a limit that the caller sets', () => {
    const bytes = palworldBomb(0x31, 256 * megabyte);
    expect(() => readSave(bytes, { limits: { inflatedBytes: megabyte } })).toThrow(SaveError);
  });
});

describe('zeros', () => {
  it.each([ue427, ue54])('are no properties of no name and no type, in a save of $label', (engine) => {
    const out = header(engine)
      .bytes(new Uint8Array(17 * 1000))
      .str('None')
      .u32(0);
    expect(() => readSave(out.toBytes())).toThrow(SaveError);
  });
});

/** A property of a megabyte and more that fits no guess: the last bytes tell. */
function misfit(of: TestType, item: (out: ByteBuilder) => void, count: number): TestValue {
  const write = (out: ByteBuilder) => {
    out.i32(0).i32(count);
    for (let i = 0; i < count; i += 1) item(out);
    out.u8(1);
  };
  return { type: of, write, json: undefined };
}

const none = [5, 0, 0, 0, 0x4e, 0x6f, 0x6e, 0x65, 0];
const untyped = type('StructProperty');

describe('guesses that all fail late', () => {
  it.each([
    [
      'a map of structs of nothing',
      type('MapProperty', untyped, untyped),
      (out: ByteBuilder) => out.bytes(none).bytes(none),
    ],
    [
      'a map of 32 zero bytes',
      type('MapProperty', untyped, untyped),
      (out: ByteBuilder) => out.u64(0n).u64(0n).u64(0n).u64(0n),
    ],
    ['a set of zero bytes', type('SetProperty', untyped), (out: ByteBuilder) => out.u64(0n).u64(0n)],
    [
      'a map of names',
      type('MapProperty', type('NameProperty'), untyped),
      (out: ByteBuilder) => out.str('a').bytes(none),
    ],
  ])('%s', { timeout: 30_000 }, (_what, of, item) => {
    const bytes = buildSave(ue427, [{ name: 'Guess', value: misfit(of, item, 40_000) }]);
    const { error, took } = measured(bytes);
    expect(error).toBeUndefined();
    expect(took).toBeLessThan(20_000);
    expect(execute(bytes).problem).toBe('');
  });

  it('many properties, each with as many ways', { timeout: 30_000 }, () => {
    const value = misfit(type('MapProperty', untyped, untyped), (out) => out.u64(0n).u64(0n), 200);
    const bytes = buildSave(
      ue427,
      Array.from({ length: 200 }, (_, i) => ({ name: `Guess${i}`, value })),
    );
    const { error, took } = measured(bytes);
    expect(error).toBeUndefined();
    expect(took).toBeLessThan(20_000);
  });
});
