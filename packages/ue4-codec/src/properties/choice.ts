import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts } from './codec.js';
import { scalars, type InlineCodec } from './scalars.js';
import { badValue, emitStr, kindOf } from './value-json.js';

/** A number that stands for a name: the field of a record that tells which of several it is. */
export function marker(name: string, number: number): InlineCodec<string> {
  return {
    id: 'marker',
    minSize: 1,
    fixedSize: 1,
    inline: true,
    read(reader: SaveReader) {
      const found = scalars.int8.read(reader);
      if (found !== number)
        throw new SaveError('malformed', `${found} where ${number} (${name}) stands`, reader.at - 1);
      return name;
    },
    write: (writer: SaveWriter) => writer.i8(number),
    emit: emitStr,
    parse: (json: Json) => exactly(json, name),
  };
}

/** A value that is not stored, since the format allows no other there. */
export function implied<T extends string | boolean | null>(value: T): InlineCodec<T> {
  return {
    id: 'implied',
    minSize: 0,
    fixedSize: 0,
    inline: true,
    read: () => value,
    write: () => undefined,
    emit: (_value: T, out: JsonOut) => out.raw(JSON.stringify(value)),
    parse: (json: Json) => exactly(json, value),
  };
}

function exactly<T extends string | boolean | null>(json: Json, value: T): T {
  if (json !== value) throw badValue(`${JSON.stringify(value)} stands here and cannot become ${kindOf(json)}`);
  return value;
}

/** Records of which one is stored; each tells which it is. */
export interface Choice<T> {
  readonly id: string;
  readonly minSize: number;
  /** The record that begins at `reader.at`, which must stay; undefined where it is none that is known. */
  stored(reader: SaveReader): Codec<T> | undefined;
  /** The record of a value. */
  of(value: T): Codec<T>;
  /** The record that a JSON object tells; undefined where it is none that is known. */
  told(json: { [key: string]: Json }): Codec<T> | undefined;
}

/** A codec of one of several records. */
export function choice<T>(among: Choice<T>): Codec<T> {
  const { id, minSize } = among;
  const partsOf = (value: T): Parts<T> => among.of(value).parts as Parts<T>;
  return {
    id,
    minSize,
    read(reader: SaveReader): T {
      const codec = among.stored(reader);
      if (codec === undefined) throw new SaveError('malformed', `${id} of a kind that is not known`, reader.at);
      return codec.read(reader);
    },
    write: (writer: SaveWriter, value: T) => among.of(value).write(writer, value),
    emit: (value: T, out: JsonOut) => among.of(value).emit(value, out),
    parse(json: Json, context: ParseContext): T {
      if (json === null || typeof json !== 'object' || Array.isArray(json))
        throw badValue(`${id} is an object, not ${kindOf(json)}`);
      const codec = among.told(json);
      if (codec === undefined) throw badValue(`${id} of a kind that is not known`);
      return codec.parse(json, context);
    },
    parts: {
      kind: 'record',
      count: (value) => partsOf(value).count(value),
      at: (value, index) => partsOf(value).at(value, index),
      indexOf: (value, step) => partsOf(value).indexOf(value, step),
      replace: (value, index, part) => partsOf(value).replace(value, index, part),
    },
  };
}

/** A codec of what may be absent: a boolean of four bytes tells. Absent is null. */
export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  const { parts } = inner;
  return {
    id: inner.id,
    minSize: 4,
    read: (reader: SaveReader) => (scalars.bool32.read(reader) ? inner.read(reader) : null),
    write(writer: SaveWriter, value: T | null) {
      scalars.bool32.write(writer, value !== null);
      if (value !== null) inner.write(writer, value);
    },
    emit(value: T | null, out: JsonOut) {
      if (value === null) out.raw('null');
      else inner.emit(value, out);
    },
    parse: (json: Json, context: ParseContext) => (json === null ? null : inner.parse(json, context)),
    ...(parts === undefined ? {} : { parts: nullableParts(parts) }),
  };
}

function nullableParts<T>(parts: Parts<T>): Parts<T | null> {
  return {
    kind: parts.kind,
    count: (value) => (value === null ? 0 : parts.count(value)),
    at: (value, index) => parts.at(value as T, index),
    indexOf: (value, step) => (value === null ? -1 : parts.indexOf(value, step)),
    replace: (value, index, part) => parts.replace(value as T, index, part),
  };
}
