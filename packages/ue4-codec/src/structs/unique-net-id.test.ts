import { describe, expect, it } from 'vitest';
import { ByteBuilder } from '../testing/byte-builder.js';
import { codeOf, parsed, partAt, readAll, roundTrips, withPart, writeAll } from '../testing/codec-laws.js';
import type { Codec } from '../properties/codec.js';
import { uniqueNetIdCodecs } from './unique-net-id.js';

const [typed, untyped] = uniqueNetIdCodecs as [Codec, Codec];
const steam = new ByteBuilder().i32(8).str('STEAM').str('76561190000000000').toBytes();
const old = new ByteBuilder().i32(8).str('76561190000000000').toBytes();
const nobody = new ByteBuilder().i32(0).toBytes();

describe('unique net ids', () => {
  it('have a service and contents, or contents alone', () => {
    expect(readAll(typed, steam)).toEqual({ Size: 8, Type: 'STEAM', Contents: '76561190000000000' });
    expect(readAll(untyped, old)).toEqual({ Size: 8, Contents: '76561190000000000' });
    expect(roundTrips(typed, steam)).toEqual({ read: steam, json: steam });
    expect(roundTrips(untyped, old)).toEqual({ read: old, json: old });
    expect(codeOf(() => readAll(typed, old))).toBe('truncated');
    expect(codeOf(() => readAll(untyped, steam))).toBe('malformed');
  });

  it('of nobody are a size of 0', () => {
    expect(readAll(typed, nobody)).toEqual({ Size: 0 });
    expect(roundTrips(typed, nobody)).toEqual({ read: nobody, json: nobody });
    expect(codeOf(() => parsed(typed, { Size: 0, Type: 'STEAM', Contents: '' }))).toBe('bad-value');
  });

  it('can be edited, also to and from nobody', () => {
    const value: unknown = readAll(typed, steam);
    expect(partAt(typed, withPart(typed, value, ['Contents'], '1'), 'Contents')).toBe('1');
    expect(withPart(typed, value, ['Size'], 0)).toEqual({ Size: 0 });
    const somebody = withPart(typed, readAll(typed, nobody), ['Size'], 4);
    expect(readAll(typed, writeAll(typed, somebody))).toEqual({ Size: 4, Type: '', Contents: '' });
    expect(typed.parts?.indexOf({ Size: 0 }, 'Contents')).toBe(-1);
  });
});
