import { describe, expect, it } from 'vitest';
import { find, readSave } from '../index.ts';
import { array, map, nativeStruct, set, struct, structType } from './containers.ts';
import { completeTypes, engines, ue422, ue425, ue427, ue50, ue51, ue53, ue54 } from './engines.ts';
import { expectRead, named } from './expect-read.ts';
import { buildSave, type, type TestValue } from './save-builder.ts';
import { commonStructs, guid, modernStructs, vector } from './structs.ts';
import { bool, float, int32, name, str } from './values.ts';

const label = (value: TestValue) => `${String(value.type.params[0]?.name)} ${JSON.stringify(value.json)}`;
const natives = commonStructs.map((value) => [label(value), value] as const);
const modern = modernStructs.map((value) => [label(value), value] as const);

const inner = struct('FInner', [named(int32(1), 'Count'), named(vector(1, 2, 3), 'Place'), named(bool(true), 'Live')]);
const outer = struct('FOuter', [named(inner, 'Inner'), named(array(inner.type, [inner, inner]), 'All'), named(str('x'), 'Text')]);

describe.each(engines.map((engine) => [engine.label, engine] as const))('structs, saved by %s', (_label, engine) => {
  it.each(natives)('%s', (_what, value) => {
    expectRead(engine, [named(value)]);
    expectRead(engine, [named(array(value.type, [value, value]))]);
  });

  it('of properties, in each other and in arrays', () => {
    expectRead(engine, [named(outer, 'One'), named(array(outer.type, [outer, outer]), 'Many'), named(struct('FNone', []), 'Empty')]);
  });

  it('arrays of none of them', () => {
    expectRead(engine, [named(array(inner.type, []), 'Tagged'), named(array(structType('Vector'), []), 'Native')]);
  });

  it('with a guid of their own', () => {
    const stamp = completeTypes(engine) ? undefined : 'A0B1C2D3E4F50617283940516273A4B5';
    const own = struct('FBlueprint', [named(int32(1), 'A_1_0123456789ABCDEF')], stamp);
    expectRead(engine, [named(own, 'One'), named(array(own.type, [own]), 'Many')]);
  });

  it('in maps and sets', () => {
    const one = struct('FEntry', [named(float(1), 'Weight'), named(str('one'), 'Text')]);
    expectRead(engine, [
      named(map(type('NameProperty'), one.type, [[name('a'), one], [name('b'), one]]), 'Entries'),
      named(map(guid('0'.repeat(32)).type, one.type, [[guid('0123456789ABCDEF00112233DEADBEEF'), one]]), 'ById'),
      named(set(one.type, [one, one]), 'Set'),
      named(set(guid('0'.repeat(32)).type, [guid('0123456789ABCDEF00112233DEADBEEF')]), 'Ids'),
      named(map(type('NameProperty'), one.type, []), 'Empty'),
    ]);
  });
});

describe.each([ue50, ue51, ue53, ue54])('structs of a stated width, saved by $label', (engine) => {
  it.each(modern)('%s', (_what, value) => {
    expectRead(engine, [named(value)]);
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
    expectRead(ue50, [named(floats)]);
    expectRead(ue427, [named(doubles)]);
    expectRead(ue425, [named(array(doubles.type, [doubles, doubles]))]);
    expectRead(ue422, [named(array(floats.type, [floats, floats]))]);
  });
});
