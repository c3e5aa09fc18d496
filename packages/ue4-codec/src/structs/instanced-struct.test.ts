import { describe, expect, it } from 'vitest';
import { ByteBuilder } from '../testing/byte-builder.js';
import { codeOf, readAll, roundTrips } from '../testing/codec-laws.js';
import type { Codec } from '../properties/codec.js';
import { scalars } from '../properties/scalars.js';
import { instancedStructCodecs } from './instanced-struct.js';

// A string stands for the list of properties: what fills the size is not this codec's concern.
const [plain, empty, versioned, versionedEmpty] = instancedStructCodecs(scalars.string) as [Codec, Codec, Codec, Codec];
const path = '/Script/Game.Perk';
const content = new ByteBuilder().str('abc').toBytes();

describe('instanced structs', () => {
  it('name their struct and the size of its value', () => {
    const bytes = new ByteBuilder().str(path).i32(content.length).bytes(content).toBytes();
    expect(readAll(plain, bytes)).toEqual({ struct: path, value: 'abc' });
    expect(roundTrips(plain, bytes)).toEqual({ read: bytes, json: bytes });
  });

  it('may be empty, and had a version once', () => {
    const none = new ByteBuilder().str('').i32(0).toBytes();
    expect(readAll(empty, none)).toEqual({ struct: '', value: null });
    expect(roundTrips(empty, none)).toEqual({ read: none, json: none });
    const old = new ByteBuilder().u8(0).str(path).i32(content.length).bytes(content).toBytes();
    expect(readAll(versioned, old)).toEqual({ version: 0, struct: path, value: 'abc' });
    const oldNone = new ByteBuilder().u8(0).str('').i32(0).toBytes();
    expect(roundTrips(versionedEmpty, oldNone)).toEqual({ read: oldNone, json: oldNone });
  });

  it('are refused where the size is not that of the value', () => {
    const sized = (size: number) => new ByteBuilder().str(path).i32(size).bytes(content).toBytes();
    expect(codeOf(() => readAll(plain, sized(content.length - 1)))).toBe('truncated');
    expect(codeOf(() => readAll(plain, sized(content.length + 1)))).toBe('truncated');
    expect(codeOf(() => readAll(plain, sized(-1)))).toBe('truncated');
    expect(
      codeOf(() =>
        readAll(
          plain,
          new ByteBuilder()
            .bytes(sized(content.length + 2))
            .u8(0)
            .u8(0)
            .toBytes(),
        ),
      ),
    ).toBe('malformed');
  });

  it('tell of the properties inside', () => {
    const holder = { items: [] };
    const lists: Codec = { ...scalars.string, eachList: (_value, visit) => visit(holder) };
    const seen: unknown[] = [];
    instancedStructCodecs(lists)[0]?.eachList?.({ struct: path, value: holder }, (list) => seen.push(list));
    expect(seen).toEqual([holder]);
  });

  it('are the same for the same lists', () => {
    expect(instancedStructCodecs(scalars.string)[0]).toBe(plain);
  });
});
