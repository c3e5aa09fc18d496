import type { Codec } from '../properties/codec.js';
import { record, type FieldKind } from '../properties/record.js';

function point(id: string, kind: FieldKind): Codec {
  return record(id, { X: kind, Y: kind });
}

function vector(id: string, kind: FieldKind): Codec {
  return record(id, { X: kind, Y: kind, Z: kind });
}

function vector4(id: string, kind: FieldKind): Codec {
  return record(id, { X: kind, Y: kind, Z: kind, W: kind });
}

function rect(id: string, corner: Codec): Codec {
  return record(id, { Min: corner, Max: corner });
}

export const intPoint = point('IntPoint', 'i32');
export const intVector = vector('IntVector', 'i32');
const int64Point = point('Int64Point', 'i64');
const uint32Point = point('Uint32Point', 'u32');
const uint64Point = point('Uint64Point', 'u64');

/** Structs of whole numbers, by name. */
export const integerStructs: Readonly<Record<string, Codec>> = {
  IntPoint: intPoint,
  Int32Point: point('Int32Point', 'i32'),
  Int64Point: int64Point,
  UintPoint: point('UintPoint', 'u32'),
  Uint32Point: uint32Point,
  Uint64Point: uint64Point,
  IntRect: rect('IntRect', intPoint),
  Int32Rect: rect('Int32Rect', intPoint),
  Int64Rect: rect('Int64Rect', int64Point),
  UintRect: rect('UintRect', uint32Point),
  Uint32Rect: rect('Uint32Rect', uint32Point),
  Uint64Rect: rect('Uint64Rect', uint64Point),
  IntVector2: point('IntVector2', 'i32'),
  Int32Vector2: point('Int32Vector2', 'i32'),
  Int64Vector2: point('Int64Vector2', 'i64'),
  UintVector2: point('UintVector2', 'u32'),
  Uint32Vector2: point('Uint32Vector2', 'u32'),
  Uint64Vector2: point('Uint64Vector2', 'u64'),
  IntVector: intVector,
  Int32Vector: vector('Int32Vector', 'i32'),
  Int64Vector: vector('Int64Vector', 'i64'),
  UintVector: vector('UintVector', 'u32'),
  Uint32Vector: vector('Uint32Vector', 'u32'),
  Uint64Vector: vector('Uint64Vector', 'u64'),
  IntVector4: vector4('IntVector4', 'i32'),
  Int32Vector4: vector4('Int32Vector4', 'i32'),
  Int64Vector4: vector4('Int64Vector4', 'i64'),
  UintVector4: vector4('UintVector4', 'u32'),
  Uint32Vector4: vector4('Uint32Vector4', 'u32'),
  Uint64Vector4: vector4('Uint64Vector4', 'u64'),
};
