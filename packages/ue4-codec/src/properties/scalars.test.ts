import { describe, expect, it } from 'vitest';
import { codeOf, parsed, readAll, roundTrips } from '../testing/codec-laws.js';
import type { Codec } from './codec.js';
import { bytes, scalars } from './scalars.js';
import type { Json } from '../json/json.js';

const hex = (digits: string) => new Uint8Array(Buffer.from(digits, 'hex'));

const stored: [keyof typeof scalars, string, unknown][] = [
  ['int8', '80', -128],
  ['uint8', 'ff', 255],
  ['int16', '0080', -32768],
  ['uint16', 'ffff', 65535],
  ['int32', '00000080', -2147483648],
  ['uint32', 'ffffffff', 4294967295],
  ['int64', '0000000000000080', -9223372036854775808n],
  ['uint64', 'ffffffffffffffff', 18446744073709551615n],
  ['float32', '0000c03f', 1.5],
  ['float32', '00000080', -0],
  ['float64', '000000000000f83f', 1.5],
  ['bool8', '01', true],
  ['bool32', '00000000', false],
  ['guid', '67452301efcdab8933221100efbeadde', '0123456789ABCDEF00112233DEADBEEF'],
  ['string', '0400000041626300', 'Abc'],
  ['string', '00000000', ''],
];

describe('scalars', () => {
  it.each(stored)('%s reads %s and writes it back', (id, digits, value) => {
    const codec: Codec = scalars[id];
    expect(readAll(codec, hex(digits))).toStrictEqual(value);
    expect(roundTrips(codec, hex(digits))).toEqual({ read: hex(digits), json: hex(digits) });
  });

  it.each(['0100c07f', '0000c0ff', '000080ff', '0000807f'])('keeps the float bits %s', (digits) => {
    expect(roundTrips(scalars.float32, hex(digits))).toEqual({ read: hex(digits), json: hex(digits) });
  });

  it.each(['010000000000f87f', '000000000000f8ff'])('keeps the double bits %s', (digits) => {
    expect(roundTrips(scalars.float64, hex(digits))).toEqual({ read: hex(digits), json: hex(digits) });
  });

  it('refuses booleans that are neither', () => {
    expect(codeOf(() => readAll(scalars.bool8, hex('02')))).toBe('malformed');
    expect(codeOf(() => readAll(scalars.bool32, hex('00010000')))).toBe('malformed');
  });

  it('refuses bytes that end early', () => {
    for (const codec of Object.values<Codec>(scalars)) {
      expect(codeOf(() => readAll(codec, new Uint8Array(codec.minSize - 1)))).toBe('truncated');
    }
  });

  const outside: [keyof typeof scalars, Json][] = [
    ['int8', 128],
    ['uint8', -1],
    ['int16', 32768],
    ['uint16', 65536],
    ['int32', 2147483648],
    ['uint32', 4294967296],
    ['int64', '9223372036854775808'],
    ['uint64', '-1'],
    ['uint64', '18446744073709551616'],
    ['int32', 0.5],
    ['bool8', 1],
    ['bool32', 'true'],
    ['guid', '0123'],
    ['guid', 'G123456789ABCDEF00112233DEADBEEF'],
    ['string', 1],
  ];

  it.each(outside)('%s refuses %j', (id, json) => {
    const codec: Codec = scalars[id];
    expect(codeOf(() => parsed(codec, json))).toBe('bad-value');
  });

  it('takes a GUID as people write it', () => {
    expect(parsed(scalars.guid, '01234567-89ab-cdef-0011-2233deadbeef')).toBe('0123456789ABCDEF00112233DEADBEEF');
  });

  it('stores so many bytes and no others', () => {
    expect(roundTrips(bytes(3), hex('010203'))).toEqual({ read: hex('010203'), json: hex('010203') });
    expect(codeOf(() => parsed(bytes(3), 'AAAA=='))).toBe('bad-value');
    expect(codeOf(() => parsed(bytes(3), 'AAA='))).toBe('bad-value');
  });
});
