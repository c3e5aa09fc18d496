import { describe, expect, it } from 'vitest';
import { ByteBuilder } from '../testing/byte-builder.js';
import { codeOf, factsOf, parsed, readAll, roundTrips } from '../testing/codec-laws.js';
import type { Codec } from '../properties/codec.js';
import { scalars } from '../properties/scalars.js';
import { engineStructs, untypedStructs } from './engine-structs.js';

const ue4 = factsOf(522);
const ue5 = factsOf(522, 1008);
const lists: Codec = scalars.string;

function named(name: string, facts = ue4): Codec {
  const [codec] = engineStructs(name, facts, lists);
  if (codec === undefined) throw new Error(`no codec of ${name}`);
  return codec;
}

/** Name, bytes in UE 4, bytes in UE 5. */
const sizes: [string, number, number][] = [
  ['Vector', 12, 24],
  ['Vector2D', 8, 16],
  ['Vector4', 16, 32],
  ['Rotator', 12, 24],
  ['Quat', 16, 32],
  ['Plane', 16, 32],
  ['Matrix', 64, 128],
  ['Box', 25, 49],
  ['Box2D', 17, 33],
  ['TwoVectors', 24, 48],
  ['OrientedBox', 60, 120],
  ['Ray', 24, 48],
  ['Sphere', 16, 32],
  ['Vector_NetQuantize', 12, 24],
  ['Vector_NetQuantize10', 12, 24],
  ['Vector_NetQuantize100', 12, 24],
  ['Vector_NetQuantizeNormal', 12, 24],
  ['Vector3f', 12, 12],
  ['Vector3d', 24, 24],
  ['Quat4f', 16, 16],
  ['Rotator3f', 12, 12],
  ['Box3f', 25, 25],
  ['Matrix44d', 128, 128],
  ['LinearColor', 16, 16],
  ['Color', 4, 4],
  ['Guid', 16, 16],
  ['DateTime', 8, 8],
  ['Timespan', 8, 8],
  ['FrameNumber', 4, 4],
  ['IntPoint', 8, 8],
  ['Int64Point', 16, 16],
  ['IntRect', 16, 16],
  ['IntVector', 12, 12],
  ['Uint64Vector4', 32, 32],
  ['RichCurveKey', 27, 27],
  ['SimpleCurveKey', 8, 8],
  ['FontCharacter', 21, 21],
  ['NavAgentSelector', 4, 4],
];

describe('structs of the engine', () => {
  it.each(sizes)('%s takes %i bytes in UE 4 and %i in UE 5', (name, four, five) => {
    expect([named(name).fixedSize, named(name, ue5).fixedSize]).toEqual([four, five]);
    for (const facts of [ue4, ue5]) {
      const bytes = Uint8Array.from({ length: named(name, facts).fixedSize ?? 0 }, (_, i) => (i % 4 === 0 ? 1 : 0));
      expect(roundTrips(named(name, facts), bytes)).toEqual({ read: bytes, json: bytes });
      expect(codeOf(() => readAll(named(name, facts), bytes.subarray(1)))).not.toBe('none');
    }
  });

  it('that grew are tried in their other width too', () => {
    expect(engineStructs('Vector', ue4, lists).map((codec) => codec.id)).toEqual(['Vector3f', 'Vector3d']);
    expect(engineStructs('Vector', ue5, lists).map((codec) => codec.id)).toEqual(['Vector3d', 'Vector3f']);
  });

  it('are found by the path that newer saves tell', () => {
    expect(named('/Script/CoreUObject.Guid')).toBe(named('Guid'));
  });

  it.each([
    'Transform',
    'GameplayTag',
    'BoxSphereBounds',
    'PrimaryAssetId',
    'TopLevelAssetPath',
    'FrameRate',
    'toString',
    '',
  ])('do not include %j, which is tagged properties or unknown', (name) => {
    expect(engineStructs(name, ue5, lists)).toEqual([]);
  });

  it('name their fields as the engine does, in the order of the bytes', () => {
    expect(readAll(named('Color'), new Uint8Array([1, 2, 3, 4]))).toEqual({ B: 1, G: 2, R: 3, A: 4 });
    const rotator = new ByteBuilder().f64(1).f64(2).f64(3).toBytes();
    expect(readAll(named('Rotator', ue5), rotator)).toEqual({ Pitch: 1, Yaw: 2, Roll: 3 });
    const box = new ByteBuilder();
    for (const value of [1, 2, 3, 4, 5, 6]) box.f32(value);
    expect(readAll(named('Box'), box.u8(1).toBytes())).toEqual({
      Min: { X: 1, Y: 2, Z: 3 },
      Max: { X: 4, Y: 5, Z: 6 },
      IsValid: true,
    });
    expect(codeOf(() => readAll(named('Box'), new Uint8Array(25).fill(2)))).toBe('malformed');
    expect(readAll(named('DateTime'), new ByteBuilder().u64(-1n).toBytes())).toEqual({ Ticks: -1n });
  });

  it('keep each bit of numbers that are none', () => {
    const bytes = new ByteBuilder().u32(0x7f800001).u32(0xffc00000).u32(0x80000000).toBytes();
    expect(roundTrips(named('Vector'), bytes)).toEqual({ read: bytes, json: bytes });
  });

  it('are checked when a person types them', () => {
    expect(codeOf(() => parsed(named('Vector'), { X: 1, Y: 2 }))).toBe('bad-value');
    expect(codeOf(() => parsed(named('Color'), { B: 1, G: 2, R: 256, A: 0 }))).toBe('bad-value');
    expect(parsed(named('Vector'), { X: 0.1, Y: 2, Z: 'NaN' })).toEqual({ X: Math.fround(0.1), Y: 2, Z: Number.NaN });
  });

  it('that platforms override are a value, and the overrides where the editor saved', () => {
    const [game, editor] = engineStructs('PerPlatformFloat', ue5, lists) as [Codec, Codec];
    const value = new ByteBuilder().u32(1).f32(2).toBytes();
    expect(readAll(game, value)).toEqual({ bCooked: true, Default: 2 });
    const all = new ByteBuilder().u32(0).f32(2).i32(1).str('Switch').f32(1).toBytes();
    expect(readAll(editor, all)).toEqual({ bCooked: false, Default: 2, PerPlatform: [{ Key: 'Switch', Value: 1 }] });
    expect(roundTrips(editor, all)).toEqual({ read: all, json: all });
  });

  it('of which nothing is stored are empty', () => {
    expect(readAll(named('KeyHandleMap'), new Uint8Array())).toEqual({});
    expect(codeOf(() => readAll(named('KeyHandleMap'), new Uint8Array(1)))).toBe('malformed');
  });

  it('hold names and paths', () => {
    const tags = new ByteBuilder().i32(2).str('A.B').str('C').toBytes();
    expect(readAll(named('GameplayTagContainer'), tags)).toEqual(['A.B', 'C']);
    expect(roundTrips(named('GameplayTagContainer'), tags)).toEqual({ read: tags, json: tags });
    expect(named('SoftObjectPath').id).toBe('SoftObjectPath');
    expect(named('SoftClassPath', ue5).id).toBe('SoftObjectPathNames');
  });
});

describe('structs without a name', () => {
  it.each([ue4, ue5])('are guessed at, each way once', (facts) => {
    const ids = untypedStructs(facts).map((codec) => codec.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe('guid');
  });
});
