import type { ByteBuilder } from './byte-builder.js';
import { nativeStruct } from './containers.js';
import { largeWorlds, type Engine } from './engines.js';
import type { TestValue } from './save-builder.js';
import { Near } from './compare.js';

/** Floats that follow each other; doubles where the engine has large worlds. */
function reals(name: string, fields: Readonly<Record<string, number>>, width: 'lwc' | 32 | 64 = 'lwc'): TestValue {
  const write = (out: ByteBuilder, engine: Engine) => {
    const wide = width === 64 || (width === 'lwc' && largeWorlds(engine));
    for (const value of Object.values(fields)) {
      if (wide) out.f64(value);
      else out.f32(value);
    }
  };
  return nativeStruct(name, write, nearly(fields));
}

function nearly(fields: Readonly<Record<string, number>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, new Near(value)]));
}

export function vector(x: number, y: number, z: number, name = 'Vector'): TestValue {
  return reals(name, { X: x, Y: y, Z: z });
}

export function guid(digits: string): TestValue {
  return nativeStruct('Guid', (out) => out.guid(digits), digits);
}

export function dateTime(ticks: bigint, name = 'DateTime'): TestValue {
  return nativeStruct(name, (out) => out.u64(ticks), { Ticks: String(ticks) });
}

export function tagContainer(tags: readonly string[]): TestValue {
  const write = (out: ByteBuilder) => {
    out.i32(tags.length);
    for (const tag of tags) out.str(tag);
  };
  return nativeStruct('GameplayTagContainer', write, tags);
}

function ints(name: string, fields: Readonly<Record<string, number>>): TestValue {
  const write = (out: ByteBuilder) => {
    for (const value of Object.values(fields)) out.i32(value);
  };
  return nativeStruct(name, write, fields);
}

function box(name: string, min: TestValue, max: TestValue, valid: string): TestValue {
  const write = (out: ByteBuilder, engine: Engine) => {
    min.write(out, engine, { in: 'item', name });
    max.write(out, engine, { in: 'item', name });
    out.u8(1);
  };
  return nativeStruct(name, write, { Min: min.json, Max: max.json, [valid]: true });
}

/** Structs that every engine from 4.18 on stores in a layout of their own. */
export const commonStructs: readonly TestValue[] = [
  vector(1.5, -2.25, 1e6),
  vector(-0, 0, Number.POSITIVE_INFINITY),
  reals('Vector2D', { X: 0.5, Y: -8 }),
  reals('Vector4', { X: 1, Y: 2, Z: 3, W: 4 }),
  reals('Rotator', { Pitch: 90, Yaw: -45.5, Roll: 180 }),
  reals('Quat', { X: 0, Y: 0, Z: 0.5, W: 1 }),
  reals('Plane', { X: 0, Y: 0, Z: 1, W: -100 }),
  reals('LinearColor', { R: 0.25, G: 0.5, B: 1, A: 0 }, 32),
  nativeStruct('Color', (out) => out.bytes([1, 2, 3, 255]), { B: 1, G: 2, R: 3, A: 255 }),
  ints('IntPoint', { X: -1, Y: 2_147_483_647 }),
  ints('IntVector', { X: 1, Y: -2, Z: 3 }),
  guid('0123456789ABCDEF00112233DEADBEEF'),
  dateTime(637_000_000_000_000_000n),
  dateTime(-1n, 'Timespan'),
  tagContainer([]),
  tagContainer(['Item.Weapon', 'Item.Ünïcode']),
  box('Box', vector(0, 1, 2), vector(3, 4, 5), 'IsValid'),
  vector(1, 2, 3, 'Vector_NetQuantize100'),
];

/** Structs with fields of a width that they name. */
export const modernStructs: readonly TestValue[] = [
  reals('Vector3f', { X: 1, Y: 2, Z: 3 }, 32),
  reals('Vector2f', { X: 1, Y: -2 }, 32),
];
