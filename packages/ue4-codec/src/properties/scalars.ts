import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { Float } from '../io/numbers.js';
import type { Str } from '../io/strings.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec } from './codec.js';
import { guidBytes, guidText, parseGuid } from './guid.js';
import { emitBytes, parseBytes } from './value-bytes.js';
import {
  badValue,
  emitFloat32,
  emitFloat64,
  emitStr,
  parseBigInteger,
  parseBoolean,
  parseFloat32,
  parseFloat64,
  parseInteger,
  parseStr,
} from './value-json.js';

/** A codec whose `emit` puts out the whole value at once: what is put out after it comes after it. */
export interface InlineCodec<T> extends Codec<T> {
  readonly inline: true;
}

/** Whether a codec is an {@link InlineCodec}. */
export function isInline(codec: Codec): boolean {
  return 'inline' in codec && codec.inline === true;
}

/** A codec of values of one size that are told in one word of JSON. */
export interface FixedCodec<T> extends InlineCodec<T> {
  readonly fixedSize: number;
}

const emitRaw = (value: number | bigint | boolean, out: JsonOut) => out.raw(String(value));
const emitText = (value: bigint | string, out: JsonOut) => out.raw(`"${value}"`);

function scalar<T>(id: string, size: number, rest: Pick<Codec<T>, 'read' | 'write' | 'emit' | 'parse'>): FixedCodec<T> {
  return Object.freeze({ id, minSize: size, fixedSize: size, inline: true, ...rest });
}

const integer = (least: number, most: number) => ({
  emit: emitRaw,
  parse: (json: Json) => parseInteger(json, least, most),
});

const bigInteger = (least: bigint, most: bigint) => ({
  emit: emitText,
  parse: (json: Json) => parseBigInteger(json, least, most),
});

export const int8 = scalar<number>('int8', 1, {
  read: (reader) => reader.i8(),
  write: (writer, value) => writer.i8(value),
  ...integer(-0x80, 0x7f),
});

export const uint8 = scalar<number>('uint8', 1, {
  read: (reader) => reader.u8(),
  write: (writer, value) => writer.u8(value),
  ...integer(0, 0xff),
});

export const int16 = scalar<number>('int16', 2, {
  read: (reader) => reader.i16(),
  write: (writer, value) => writer.i16(value),
  ...integer(-0x8000, 0x7fff),
});

export const uint16 = scalar<number>('uint16', 2, {
  read: (reader) => reader.u16(),
  write: (writer, value) => writer.u16(value),
  ...integer(0, 0xffff),
});

export const int32 = scalar<number>('int32', 4, {
  read: (reader) => reader.i32(),
  write: (writer, value) => writer.i32(value),
  ...integer(-0x80000000, 0x7fffffff),
});

export const uint32 = scalar<number>('uint32', 4, {
  read: (reader) => reader.u32(),
  write: (writer, value) => writer.u32(value),
  ...integer(0, 0xffffffff),
});

export const int64 = scalar<bigint>('int64', 8, {
  read: (reader) => reader.i64(),
  write: (writer, value) => writer.i64(value),
  ...bigInteger(-(2n ** 63n), 2n ** 63n - 1n),
});

export const uint64 = scalar<bigint>('uint64', 8, {
  read: (reader) => reader.u64(),
  write: (writer, value) => writer.u64(value),
  ...bigInteger(0n, 2n ** 64n - 1n),
});

export const float32 = scalar<Float>('float32', 4, {
  read: (reader) => reader.f32(),
  write: (writer, value) => writer.f32(value),
  emit: emitFloat32,
  parse: parseFloat32,
});

export const float64 = scalar<Float>('float64', 8, {
  read: (reader) => reader.f64(),
  write: (writer, value) => writer.f64(value),
  emit: emitFloat64,
  parse: parseFloat64,
});

function truth(value: number, at: number): boolean {
  if (value > 1) throw new SaveError('malformed', `${value} where true (1) or false (0) stands`, at);
  return value === 1;
}

/** A boolean of one byte, which is 0 or 1. */
export const bool8 = scalar<boolean>('bool8', 1, {
  read: (reader) => truth(reader.u8(), reader.at - 1),
  write: (writer, value) => writer.u8(value ? 1 : 0),
  emit: emitRaw,
  parse: parseBoolean,
});

/** A boolean of four bytes, as archives store `bool`: 0 or 1. */
export const bool32 = scalar<boolean>('bool32', 4, {
  read: (reader) => truth(reader.u32(), reader.at - 4),
  write: (writer, value) => writer.u32(value ? 1 : 0),
  emit: emitRaw,
  parse: parseBoolean,
});

/** An `FGuid` as 32 upper-case hex digits, as the engine prints it. */
export const guid = scalar<string>('guid', 16, {
  read: (reader) => guidText(reader.bytes, reader.skip(16)),
  write: (writer, value) => guidBytes(value, writer),
  emit: emitText,
  parse: parseGuid,
});

/** An `FString`; also names, enum values and object paths, which saves store as one. */
export const string: InlineCodec<Str> = Object.freeze({
  id: 'string',
  minSize: 4,
  inline: true as const,
  read: (reader: SaveReader) => reader.str(),
  write: (writer: SaveWriter, value: Str) => writer.str(value),
  emit: emitStr,
  parse: parseStr,
});

/** So many bytes that are not told apart. */
export function bytes(count: number): Codec<Uint8Array> & { readonly fixedSize: number } {
  return Object.freeze({
    id: `bytes${count}`,
    minSize: count,
    fixedSize: count,
    read: (reader: SaveReader) => reader.take(count),
    write: (writer: SaveWriter, value: Uint8Array) => writer.raw(value),
    emit: emitBytes,
    parse(json: Json) {
      const value = parseBytes(json);
      if (value.length !== count) throw badValue(`${count} bytes are wanted, not ${value.length}`);
      return value;
    },
  });
}

/** The codecs of all scalars, by their ids. */
export const scalars = Object.freeze({
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64,
  bool8,
  bool32,
  guid,
  string,
});
