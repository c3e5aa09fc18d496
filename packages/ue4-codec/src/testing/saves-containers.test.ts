import { describe, expect, it } from 'vitest';
import { find, readSave } from '../index.js';
import { array, byteArray, map, set, struct } from './containers.js';
import { completeTypes, engines, ue427, ue54 } from './engines.js';
import { misreadings, named } from './misreadings.js';
import { buildSave, type, type TestValue } from './save-builder.js';
import { baseText, textProperty } from './texts.js';
import {
  bool,
  byte,
  byteEnum,
  delegate,
  double,
  enumValue,
  float,
  int16,
  int32,
  int64,
  int8,
  name,
  object,
  str,
  uint16,
  uint32,
  uint64,
} from './values.js';

/** Two values of each type that an element may have. */
const elements: readonly (readonly [string, readonly TestValue[]])[] = [
  ['Int8', [int8(-1), int8(5)]],
  ['Int16', [int16(-1), int16(5)]],
  ['Int', [int32(-1), int32(5)]],
  ['Int64', [int64(-1n), int64(2n ** 60n)]],
  ['UInt16', [uint16(65_535), uint16(5)]],
  ['UInt32', [uint32(4_294_967_295), uint32(5)]],
  ['UInt64', [uint64(2n ** 64n - 1n), uint64(5n)]],
  ['Float', [float(-0), float(5.5)]],
  ['Double', [double(-0), double(0.1)]],
  ['Bool', [bool(true), bool(false)]],
  ['Enum', [enumValue('EKind', 'EKind::A'), enumValue('EKind', 'EKind::B')]],
  ['Str', [str('a'), str('é')]],
  ['Name', [name('a'), name('b')]],
  ['Object', [object('/Game/A.A'), object('')]],
];

const some = (values: readonly TestValue[]) => values[0]?.type ?? type('None');

describe.each(engines.map((engine) => [engine.label, engine] as const))('containers, saved by %s', (_label, engine) => {
  it.each(elements)('of %s', (_what, values) => {
    const of = some(values);
    expect(misreadings(engine, [named(array(of, values), 'Array'), named(array(of, []), 'NoArray')])).toEqual([]);
    expect(
      misreadings(engine, [
        named(set(of, values), 'Set'),
        named(set(of, []), 'NoSet'),
        named(set(of, [], values), 'Removed'),
      ]),
    ).toEqual([]);
    expect(
      misreadings(engine, [
        named(
          map(
            of,
            of,
            values.map((one) => [one, one] as const),
          ),
          'Map',
        ),
        named(
          map(
            of,
            type('StrProperty'),
            values.map((one) => [one, str('x')] as const),
            values,
          ),
          'Removed',
        ),
        named(map(type('StrProperty'), of, []), 'NoMap'),
      ]),
    ).toEqual([]);
  });

  it('arrays of texts and delegates', () => {
    const texts = [textProperty(baseText('', 'KEY', 'One')), textProperty(baseText('ns', 'KEY2', 'Zwölf'))];
    const bound = delegate({ object: '/Game/A.A', function: 'Go' });
    expect(
      misreadings(engine, [
        named(array(some(texts), texts), 'Texts'),
        named(array(bound.type, [bound, bound]), 'Delegates'),
      ]),
    ).toEqual([]);
  });

  it('arrays of bytes, raw', () => {
    expect(misreadings(engine, [named(byteArray([]), 'None_'), named(byteArray([0, 1, 255]), 'Some')])).toEqual([]);
  });

  it('arrays of bytes that are enumerators', () => {
    const values = [byteEnum('EKind', 'EKind::A'), byteEnum('EKind', 'EKind::B')];
    expect(misreadings(engine, [named(array(some(values), values))])).toEqual([]);
  });

  it('keeps the order and the doubles of a map', () => {
    const entries = [[name('b'), int32(1)] as const, [name('a'), int32(2)] as const, [name('b'), int32(3)] as const];
    expect(misreadings(engine, [named(map(type('NameProperty'), type('IntProperty'), entries))])).toEqual([]);
  });

  it('maps of arrays in structs in arrays', () => {
    const leaf = struct('FLeaf', [named(array(type('IntProperty'), [int32(1), int32(2)]), 'Numbers')]);
    const branch = struct('FBranch', [named(map(type('IntProperty'), leaf.type, [[int32(1), leaf]]), 'Leaves')]);
    expect(misreadings(engine, [named(array(branch.type, [branch, branch]), 'Tree')])).toEqual([]);
  });

  it('10,000 numbers', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => int32(i * 214_748));
    expect(misreadings(engine, [named(array(type('IntProperty'), values))])).toEqual([]);
  });

  it('bytes as keys', () => {
    expect(
      misreadings(engine, [named(map(type('ByteProperty'), type('StrProperty'), [[byte(7), str('seven')]]))]),
    ).toEqual([]);
  });
});

describe('containers in containers', () => {
  it('are written in full from 5.4', () => {
    const row = array(type('IntProperty'), [int32(1), int32(2)]);
    expect(completeTypes(ue54)).toBe(true);
    expect(
      misreadings(ue54, [
        named(array(row.type, [row, row]), 'Rows'),
        named(map(type('NameProperty'), row.type, [[name('a'), row]]), 'ByName'),
      ]),
    ).toEqual([]);
  });
});

describe('containers as a program sees them', () => {
  it('tells bytes as bytes and elements by index', () => {
    const save = readSave(
      buildSave(ue427, [
        named(byteArray([1, 2, 3]), 'Raw'),
        named(array(type('IntProperty'), [int32(5), int32(6)]), 'Ints'),
      ]),
    );
    expect(find(save, 'Raw')?.value).toEqual(new Uint8Array([1, 2, 3]));
    expect(find(save, 'Ints[1]')?.value).toBe(6);
    expect(find(save, 'Ints')?.count).toBe(2);
  });

  it('tells the entries of a map in their order', () => {
    const entries = [[name('b'), int32(1)] as const, [name('a'), int32(2)] as const];
    const save = readSave(buildSave(ue427, [named(map(type('NameProperty'), type('IntProperty'), entries), 'Map')]));
    expect(find(save, 'Map[0].key')?.value).toBe('b');
    expect(find(save, 'Map[1].value')?.value).toBe(2);
  });
});
