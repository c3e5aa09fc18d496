import { describe, expect, it } from 'vitest';
import { find, opaqueBytes, readSave } from '../index.js';
import { array, map, nativeStruct, set, struct, structType } from './containers.js';
import { completeTypes, engines, ue418, ue422, ue425, ue427, ue50, ue51, ue53, ue54 } from './engines.js';
import { misreadings, named } from './misreadings.js';
import { losses } from './round-trip.js';
import { buildSave, type, type TestValue } from './save-builder.js';
import { commonStructs, guid, modernStructs, vector } from './structs.js';
import { bool, float, int32, name, str } from './values.js';

const label = (value: TestValue) => `${String(value.type.params[0]?.name)} ${JSON.stringify(value.json)}`;
const natives = commonStructs.map((value) => [label(value), value] as const);
const modern = modernStructs.map((value) => [label(value), value] as const);

const inner = struct('FInner', [named(int32(1), 'Count'), named(vector(1, 2, 3), 'Place'), named(bool(true), 'Live')]);
const outer = struct('FOuter', [
  named(inner, 'Inner'),
  named(array(inner.type, [inner, inner]), 'All'),
  named(str('x'), 'Text'),
]);

describe.each(engines.map((engine) => [engine.label, engine] as const))('structs, saved by %s', (_label, engine) => {
  it.each(natives)('%s', (_what, value) => {
    expect(misreadings(engine, [named(value)])).toEqual([]);
    expect(misreadings(engine, [named(array(value.type, [value, value]))])).toEqual([]);
  });

  it('of properties, in each other and in arrays', () => {
    expect(
      misreadings(engine, [
        named(outer, 'One'),
        named(array(outer.type, [outer, outer]), 'Many'),
        named(struct('FNone', []), 'Empty'),
      ]),
    ).toEqual([]);
  });

  it('arrays of none of them', () => {
    expect(
      misreadings(engine, [named(array(inner.type, []), 'Tagged'), named(array(structType('Vector'), []), 'Native')]),
    ).toEqual([]);
  });

  it('with a guid of their own', () => {
    const stamp = completeTypes(engine) ? undefined : 'A0B1C2D3E4F50617283940516273A4B5';
    const own = struct('FBlueprint', [named(int32(1), 'A_1_0123456789ABCDEF')], stamp);
    expect(misreadings(engine, [named(own, 'One'), named(array(own.type, [own]), 'Many')])).toEqual([]);
  });

  it('in maps and sets', () => {
    const one = struct('FEntry', [named(float(1), 'Weight'), named(str('one'), 'Text')]);
    expect(
      misreadings(engine, [
        named(
          map(type('NameProperty'), one.type, [
            [name('a'), one],
            [name('b'), one],
          ]),
          'Entries',
        ),
        named(map(guid('0'.repeat(32)).type, one.type, [[guid('0123456789ABCDEF00112233DEADBEEF'), one]]), 'ById'),
        named(set(one.type, [one, one]), 'Set'),
        named(set(guid('0'.repeat(32)).type, [guid('0123456789ABCDEF00112233DEADBEEF')]), 'Ids'),
        named(map(type('NameProperty'), one.type, []), 'Empty'),
      ]),
    ).toEqual([]);
  });
});

describe.each([ue418, ue427, ue50, ue53])('structs in maps and sets that $label does not name', (engine) => {
  it.each(natives)('%s, as values and elements: whatever they are taken for, none is opaque', (_what, value) => {
    const properties = [
      named(
        map(type('NameProperty'), value.type, [
          [name('a'), value],
          [name('b'), value],
        ]),
        'ByName',
      ),
      named(map(type('IntProperty'), value.type, [[int32(1), value]]), 'ByNumber'),
      named(set(value.type, [value, value]), 'Set'),
    ];
    const bytes = buildSave(engine, properties);
    expect(losses(bytes)).toEqual([]);
    expect(opaqueBytes(readSave(bytes))).toBe(0);
    expect(find(readSave(bytes), 'ByName')?.count).toBe(2);
  });

  it('keep what is none of those that are known', () => {
    const odd = nativeStruct('FOdd', (out) => out.bytes([9, 9, 9, 9, 9, 9, 9]), undefined);
    const bytes = buildSave(engine, [
      named(map(type('NameProperty'), odd.type, [[name('a'), odd]])),
      named(int32(1), 'After'),
    ]);
    expect(losses(bytes)).toEqual([]);
    expect(opaqueBytes(readSave(bytes))).toBe(4 + 4 + 6 + 7);
  });
});

describe.each([ue50, ue51, ue53, ue54])('structs of a stated width, saved by $label', (engine) => {
  it.each(modern)('%s', (_what, value) => {
    expect(misreadings(engine, [named(value)])).toEqual([]);
  });
});

describe('large worlds', () => {
  const place = (bytes: Uint8Array) => find(readSave(bytes), 'Place.X')?.value;

  it('are floats before UE5 and doubles from it', () => {
    const value = vector(1_234_567.891_011, 0, 0);
    expect(place(buildSave(ue427, [named(value, 'Place')]))).toBe(Math.fround(1_234_567.891_011));
    expect(place(buildSave(ue50, [named(value, 'Place')]))).toBe(1_234_567.891_011);
    expect(place(buildSave(ue54, [named(value, 'Place')]))).toBe(1_234_567.891_011);
  });

  it('are told by size where an engine stored the other width', () => {
    const floats = nativeStruct('Vector', (out) => out.f32(1).f32(2).f32(3), { X: 1, Y: 2, Z: 3 });
    const doubles = nativeStruct('Vector', (out) => out.f64(1).f64(2).f64(3), { X: 1, Y: 2, Z: 3 });
    expect(misreadings(ue50, [named(floats)])).toEqual([]);
    expect(misreadings(ue427, [named(doubles)])).toEqual([]);
    expect(misreadings(ue425, [named(array(doubles.type, [doubles, doubles]))])).toEqual([]);
    expect(misreadings(ue422, [named(array(floats.type, [floats, floats]))])).toEqual([]);
  });
});
