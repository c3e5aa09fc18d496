import { describe, expect, it } from 'vitest';
import { ByteBuilder } from '../testing/byte-builder.js';
import { codeOf, factsOf, readAll, roundTrips } from '../testing/codec-laws.js';
import { delegate, fieldPath, lazyObjectCodecs, multicastDelegate, softObjectCodecs } from './references.js';

describe('references', () => {
  const two = new ByteBuilder().str('/Game/A.A').str('Sub').toBytes();
  const three = new ByteBuilder().str('/Game/A').str('A').str('').toBytes();

  it('to assets are two texts until 5.1, three since, one long ago', () => {
    expect(softObjectCodecs(factsOf(522))[0]?.id).toBe('SoftObjectPath');
    expect(softObjectCodecs(factsOf(522, 1004))[0]?.id).toBe('SoftObjectPath');
    expect(softObjectCodecs(factsOf(522, 1007))[0]?.id).toBe('SoftObjectPathNames');
    expect(softObjectCodecs(factsOf(510))[0]?.id).toBe('AssetReference');
    expect(softObjectCodecs(factsOf(0, 0))[0]?.id).toBe('SoftObjectPath');
  });

  it('to assets are told apart by their length', () => {
    const [path, names] = softObjectCodecs(factsOf());
    expect(path && readAll(path, two)).toEqual({ asset: '/Game/A.A', sub: 'Sub' });
    expect(names && readAll(names, three)).toEqual({ package: '/Game/A', asset: 'A', sub: '' });
    expect(codeOf(() => path && readAll(path, three))).toBe('malformed');
    expect(codeOf(() => names && readAll(names, two))).toBe('truncated');
  });

  it('to functions and fields come back', () => {
    const bound = new ByteBuilder().str('/Game/Map.Actor').str('OnHit').toBytes();
    expect(readAll(delegate, bound)).toEqual({ object: '/Game/Map.Actor', function: 'OnHit' });
    const many = new ByteBuilder().i32(2).bytes(bound).bytes(bound).toBytes();
    expect(roundTrips(multicastDelegate, many)).toEqual({ read: many, json: many });
    const field = new ByteBuilder().i32(2).str('Health').str('Inner').str('/Script/Game.Hero').toBytes();
    expect(readAll(fieldPath, field)).toEqual({ path: ['Health', 'Inner'], owner: '/Script/Game.Hero' });
    expect(roundTrips(fieldPath, field)).toEqual({ read: field, json: field });
    expect(lazyObjectCodecs.map((codec) => codec.fixedSize)).toEqual([16, undefined]);
  });
});
