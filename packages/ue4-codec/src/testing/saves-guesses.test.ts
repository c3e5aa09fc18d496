import { describe, expect, it } from 'vitest';
import { find, MapValue, opaqueBytes, readSave, toJson, writeSave } from '../index.js';
import { map, nativeStruct } from './containers.js';
import { ue427, ue54 } from './engines.js';
import { misreadings, named } from './misreadings.js';
import { losses } from './round-trip.js';
import { buildSave, type, type TestValue } from './save-builder.js';
import { vector } from './structs.js';
import { int32, plain } from './values.js';

const point = (x: number, y: number): TestValue => nativeStruct('IntPoint', (out) => out.i32(x).i32(y), { X: x, Y: y });

/** A matrix of so many numbers, as a struct that the save does not name. */
const matrix = nativeStruct(
  'Matrix',
  (out) => {
    for (let i = 0; i < 16; i += 1) out.f32(i);
    return out;
  },
  undefined,
);

const pairs = (count: number, key: (i: number) => TestValue, value: TestValue): TestValue =>
  map(
    type('StructProperty'),
    type('StructProperty'),
    Array.from({ length: count }, (_, i) => [key(i), value] as const),
  );

describe('maps of structs that a save before 5.4 does not name', () => {
  it.each([10, 2000, 20_000])('are decoded whatever their length (%i entries)', (count) => {
    const bytes = buildSave(ue427, [
      named(
        pairs(count, (i) => vector(i, 2, 3), matrix),
        'Map',
      ),
    ]);
    expect(opaqueBytes(readSave(bytes))).toBe(0);
    expect(find(readSave(bytes), 'Map')?.count).toBe(count);
  });

  it('are decoded the same whatever was decoded before', () => {
    const odd = nativeStruct('FOdd', (out) => out.bytes([9, 9, 9, 9, 9, 9, 9]), undefined);
    const bytes = buildSave(ue427, [
      named(
        pairs(20_000, (i) => vector(i, 2, 3), odd),
        'Big',
      ),
      named(
        pairs(10, (i) => vector(i, 2, 3), matrix),
        'Small',
      ),
    ]);
    const fresh = readSave(bytes);
    const first = find(fresh, 'Small')?.value;
    expect(first).toBeInstanceOf(MapValue);
    const walked = readSave(bytes);
    opaqueBytes(walked);
    expect(find(walked, 'Small')?.value).toEqual(first);
    expect(opaqueBytes(fresh)).toBe(opaqueBytes(walked));
  });

  it.each([
    ['points', point(1, 2), point(3, 4), { X: 1, Y: 2 }],
    ['vectors', vector(1, 2, 3), vector(4, 5, 6), { X: 1, Y: 2, Z: 3 }],
  ])('are taken for the likeliest pair: %s', (_what, key, value, wanted) => {
    const bytes = buildSave(ue427, [
      named(
        pairs(3, () => key, value),
        'Map',
      ),
    ]);
    expect(find(readSave(bytes), 'Map[0].key')?.value).toEqual(wanted);
  });
});

describe('a save whose first property is of a type of its game', () => {
  it.each([ue427, ue54])('shows that property, saved by $label', (engine) => {
    const own = plain('MyCustomThing', (out) => out.bytes([1, 2, 3]), undefined);
    const bytes = buildSave(engine, [named(own, 'Own'), named(int32(7), 'Gold')]);
    expect(losses(bytes)).toEqual([]);
    expect(find(readSave(bytes), 'Own')?.type).toBe('MyCustomThing');
    expect(find(readSave(bytes), 'Gold')?.value).toBe(7);
    expect(opaqueBytes(readSave(bytes))).toBe(3);
  });
});

describe('a property without a name', () => {
  it('comes back through JSON too', () => {
    expect(misreadings(ue427, [named(int32(1), 'A'), named(int32(2), '')])).toEqual([]);
  });
});

describe('what is written', () => {
  it('lies in memory of just its size, whatever was announced', () => {
    const save = readSave(buildSave(ue427, [named(int32(1), 'A')]));
    const bytes = writeSave({ ...save, sizeBytes: 1e9 } as typeof save);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
    expect([...toJson(save)].length).toBe(1);
  });
});
