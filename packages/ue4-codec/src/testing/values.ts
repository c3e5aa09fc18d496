import { Near } from './compare.js';
import type { ByteBuilder, TestStr } from './byte-builder.js';
import { completeTypes, type Engine } from './engines.js';
import { type, type Place, type TestType, type TestValue } from './save-builder.js';

type Write = TestValue['write'];

/** A value whose bytes are the same wherever it stands. */
export function plain(name: string, write: (out: ByteBuilder, engine: Engine) => void, json: unknown): TestValue {
  return { type: type(name), write, json };
}

export const int8 = (value: number): TestValue => plain('Int8Property', (out) => out.u8(value), value);
export const int16 = (value: number): TestValue => plain('Int16Property', (out) => out.u16(value), value);
export const int32 = (value: number): TestValue => plain('IntProperty', (out) => out.i32(value), value);
export const int64 = (value: bigint): TestValue => plain('Int64Property', (out) => out.u64(value), String(value));
export const uint16 = (value: number): TestValue => plain('UInt16Property', (out) => out.u16(value), value);
export const uint32 = (value: number): TestValue => plain('UInt32Property', (out) => out.u32(value), value);
export const uint64 = (value: bigint): TestValue => plain('UInt64Property', (out) => out.u64(value), String(value));

/** How JSON tells a number that it has no word for. */
export function floatJson(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

export const float = (value: number): TestValue => plain('FloatProperty', (out) => out.f32(value), new Near(value));
export const double = (value: number): TestValue => plain('DoubleProperty', (out) => out.f64(value), floatJson(value));

/** A float by its bits, low byte first in the file. */
export const floatBits = (bits: number, json: unknown): TestValue =>
  plain('FloatProperty', (out) => out.u32(bits), json);
export const doubleBits = (bits: bigint, json: unknown): TestValue =>
  plain('DoubleProperty', (out) => out.u64(bits), json);

/** The JSON of a string: plain where it is stored as the engine stores it. */
export function strJson(value: TestStr): unknown {
  if (typeof value === 'string') return value;
  return { text: value.text, encoding: value.as, terminated: value.nul ?? true };
}

export function strLike(name: string, value: TestStr): TestValue {
  return plain(name, (out) => out.str(value), strJson(value));
}

export const str = (value: TestStr): TestValue => strLike('StrProperty', value);
export const name = (value: TestStr): TestValue => strLike('NameProperty', value);
export const object = (value: TestStr): TestValue => strLike('ObjectProperty', value);

/** `FAnsiString`, `FUtf8String` (from 5.5): a count of bytes, and no NUL. */
export function narrow(name: string, value: string): TestValue {
  const bytes = new TextEncoder().encode(value);
  return plain(name, (out) => out.i32(bytes.length).bytes(bytes), value);
}

/** A bool: in its tag where it is a property of its own, a byte elsewhere. */
export function bool(value: boolean): TestValue {
  const write: Write = (out, _engine, place) => (place.in === 'property' ? undefined : out.u8(value ? 1 : 0));
  return { type: type('BoolProperty'), write, json: value };
}

/** A byte; an enumerator's name where the tag names an enum. */
export function byte(value: number): TestValue {
  return plain('ByteProperty', (out) => out.u8(value), value);
}

export function byteEnum(enumName: string, value: TestStr): TestValue {
  return {
    type: type('ByteProperty', type(enumName, type('/Script/Test'))),
    write: (out) => out.str(value),
    json: strJson(value),
  };
}

export function enumValue(enumName: string, value: TestStr): TestValue {
  return {
    type: type('EnumProperty', type(enumName, type('/Script/Test')), type('ByteProperty')),
    write: (out) => out.str(value),
    json: strJson(value),
  };
}

/** A path of an asset: two strings, three from 5.1. */
export function softObject(kind: string, path: { package: string; asset: string; sub: string }): TestValue {
  const full = `${path.package}.${path.asset}`;
  return {
    type: type(kind),
    write: (out, engine) =>
      engine.ue5 >= 1007 ? out.str(path.package).str(path.asset).str(path.sub) : out.str(full).str(path.sub),
    json: path,
  };
}

export function delegate(value: { object: string; function: string }): TestValue {
  return plain('DelegateProperty', (out) => out.str(value.object).str(value.function), value);
}

export function multicast(kind: string, bound: readonly { object: string; function: string }[]): TestValue {
  const write = (out: ByteBuilder) => {
    out.i32(bound.length);
    for (const one of bound) out.str(one.object).str(one.function);
  };
  return plain(kind, write, bound);
}

export function fieldPath(value: { path: readonly string[]; owner: string }): TestValue {
  const write = (out: ByteBuilder) => {
    out.i32(value.path.length);
    for (const step of value.path) out.str(step);
    out.str(value.owner);
  };
  return plain('FieldPathProperty', write, value);
}

/** From 5.4 the value follows its mark; before, a whole tag does. */
export function optional(inner: TestType, value: TestValue | undefined): TestValue {
  const write: Write = (out, engine, place) => {
    out.u32(value === undefined ? 0 : 1);
    if (value === undefined) return;
    if (completeTypes(engine)) value.write(out, engine, { in: 'item', name: place.name });
  };
  return { type: type('OptionalProperty', inner), write, json: value === undefined ? [] : [value.json] };
}

/** The place of what stands inside a container. */
export function within(place: Place, as: 'item' | 'keyed'): Place {
  return { in: as, name: place.name };
}
