import { describe, expect, it } from 'vitest';
import { find, readSave } from '../index.js';
import { NaNBits } from '../io/numbers.js';
import { engines, ue427, ue50, ue51, ue54, ue55, ue56 } from './engines.js';
import { misreadings, named } from './misreadings.js';
import { buildSave, type, type TestValue } from './save-builder.js';
import {
  bool,
  byte,
  byteEnum,
  delegate,
  double,
  doubleBits,
  enumValue,
  fieldPath,
  float,
  floatBits,
  int16,
  int32,
  int64,
  int8,
  multicast,
  name,
  narrow,
  object,
  optional,
  plain,
  softObject,
  str,
  strLike,
  uint16,
  uint32,
  uint64,
} from './values.js';

const bound = [
  { object: '/Game/Map.Map:PersistentLevel.Actor', function: 'OnHit' },
  { object: '', function: 'None' },
];
const path = { package: '/Game/Items/Sword', asset: 'Sword', sub: 'Mesh' };

const scalars: readonly (readonly [string, TestValue])[] = [
  ['Int8 least', int8(-128)],
  ['Int8 most', int8(127)],
  ['Int16 least', int16(-32_768)],
  ['Int16 most', int16(32_767)],
  ['Int least', int32(-2_147_483_648)],
  ['Int most', int32(2_147_483_647)],
  ['Int64 least', int64(-(2n ** 63n))],
  ['Int64 most', int64(2n ** 63n - 1n)],
  ['Int64 past 2^53', int64(2n ** 53n + 1n)],
  ['UInt16 most', uint16(65_535)],
  ['UInt32 most', uint32(4_294_967_295)],
  ['UInt64 most', uint64(2n ** 64n - 1n)],
  ['Float', float(1.5)],
  ['Float that decimals do not reach', float(0.1)],
  ['Float of minus zero', float(-0)],
  ['Float, the smallest', float(2 ** -149)],
  ['Float, infinite', float(Number.NEGATIVE_INFINITY)],
  ['Float NaN', floatBits(0x7fc00000, 'NaN')],
  ['Float NaN of the x86', floatBits(0xffc00000, { nan: 'ffc00000' })],
  ['Float NaN with a payload', floatBits(0x7fc12345, { nan: '7fc12345' })],
  ['Float NaN that signals', floatBits(0x7f800001, { nan: '7f800001' })],
  ['Double', double(Math.PI)],
  ['Double of minus zero', double(-0)],
  ['Double, the smallest', double(5e-324)],
  ['Double, infinite', double(Number.POSITIVE_INFINITY)],
  ['Double NaN with a payload', doubleBits(0x7ff8000000001234n, { nan: '7ff8000000001234' })],
  ['Double NaN that signals', doubleBits(0xfff0000000000001n, { nan: 'fff0000000000001' })],
  ['Bool true', bool(true)],
  ['Bool false', bool(false)],
  ['Byte', byte(255)],
  ['Byte of an enum', byteEnum('EState', 'EState::Open')],
  ['Enum', enumValue('EColour', 'EColour::Red')],
  ['Str', str('Häuser und 👍')],
  ['Str, empty', str('')],
  ['Name', name('Item_42')],
  ['Object', object('/Game/Hero.Hero_C')],
  ['Class', strLike('ClassProperty', '/Script/Engine.Actor')],
  ['Interface', strLike('InterfaceProperty', '/Game/Thing.Thing')],
  ['WeakObject', strLike('WeakObjectProperty', '/Game/Thing.Thing')],
  ['Delegate', delegate({ object: '/Game/A.A', function: 'Go' })],
  ['MulticastDelegate', multicast('MulticastDelegateProperty', bound)],
  ['MulticastInlineDelegate', multicast('MulticastInlineDelegateProperty', bound)],
  ['MulticastSparseDelegate', multicast('MulticastSparseDelegateProperty', [])],
  ['FieldPath', fieldPath({ path: ['Health', 'Inner'], owner: '/Script/Test.Hero' })],
  [
    'LazyObject',
    plain(
      'LazyObjectProperty',
      (out) => out.guid('0123456789ABCDEF00112233DEADBEEF'),
      '0123456789ABCDEF00112233DEADBEEF',
    ),
  ],
];

describe.each(engines.map((engine) => [engine.label, engine] as const))(
  'one property, saved by %s',
  (_label, engine) => {
    it.each(scalars)('%s', (_what, value) => {
      expect(misreadings(engine, [named(value)])).toEqual([]);
    });

    it.each(['SoftObjectProperty', 'SoftClassProperty'])('%s', (kind) => {
      const json = engine.ue5 >= 1007 ? path : { asset: `${path.package}.${path.asset}`, sub: path.sub };
      expect(misreadings(engine, [named({ ...softObject(kind, path), json })])).toEqual([]);
    });
  },
);

describe('what only newer engines have', () => {
  it.each([ue55, ue56])('byte strings of $label', (engine) => {
    expect(
      misreadings(engine, [
        named(narrow('AnsiStrProperty', 'plain'), 'A'),
        named(narrow('Utf8StrProperty', 'plain'), 'B'),
        named(narrow('Utf8StrProperty', 'Grüße \u{1f40e}'), 'C'),
        named(narrow('Utf8StrProperty', ''), 'D'),
      ]),
    ).toEqual([]);
  });

  it.each([ue54, ue55, ue56])('optional values of $label', (engine) => {
    expect(
      misreadings(engine, [
        named(optional(type('IntProperty'), int32(7)), 'Some'),
        named(optional(type('IntProperty'), undefined), 'None_'),
        named(optional(type('StrProperty'), str('here')), 'Text'),
      ]),
    ).toEqual([]);
  });

  it.each([ue427, ue50, ue51])('the double of $label keeps all of its bits', (engine) => {
    expect(misreadings(engine, [named(double(1.000_000_000_000_000_2))])).toEqual([]);
  });
});

describe('values as a program sees them', () => {
  const at = (value: TestValue) => find(readSave(buildSave(ue427, [named(value)])), 'Value')?.value;

  it('whole numbers of 64 bits are bigints', () => {
    expect(at(int64(-(2n ** 63n)))).toBe(-(2n ** 63n));
    expect(at(uint64(2n ** 64n - 1n))).toBe(2n ** 64n - 1n);
  });

  it('minus zero is minus zero', () => {
    expect(at(float(-0))).toBe(-0);
    expect(at(double(-0))).toBe(-0);
  });

  it('the usual NaN is NaN, any other keeps its bits', () => {
    expect(at(floatBits(0x7fc00000, 'NaN'))).toBe(Number.NaN);
    expect(at(floatBits(0xffc00000, undefined))).toEqual(new NaNBits(0xffc00000));
    expect(at(doubleBits(0x7ff0000000000001n, undefined))).toEqual(new NaNBits(0x7ff0000000000001n));
  });

  it('texts and truths are those of JavaScript', () => {
    expect(at(str('é'))).toBe('é');
    expect(at(bool(true))).toBe(true);
  });
});
