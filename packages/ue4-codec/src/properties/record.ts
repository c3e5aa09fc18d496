import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { within } from '../errors.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Part, Parts } from './codec.js';
import { isInline, scalars, type InlineCodec } from './scalars.js';
import { fieldOf, parseFields } from './value-json.js';

/** Short names of the codecs that fields of engine structs have. */
const kinds = {
  u8: scalars.uint8,
  i8: scalars.int8,
  u16: scalars.uint16,
  i16: scalars.int16,
  u32: scalars.uint32,
  i32: scalars.int32,
  u64: scalars.uint64,
  i64: scalars.int64,
  f32: scalars.float32,
  f64: scalars.float64,
  bool8: scalars.bool8,
  bool32: scalars.bool32,
  str: scalars.string,
  guid: scalars.guid,
} as const;

export type FieldKind = keyof typeof kinds;
type Field = FieldKind | Codec;
type ValueOf<F> = F extends FieldKind ? ReturnType<(typeof kinds)[F]['read']> : F extends Codec<infer T> ? T : never;

/** The plain object that fields make. */
export type RecordOf<F extends Readonly<Record<string, Field>>> = { readonly [K in keyof F]: ValueOf<F[K]> };

/** Reading and writing by hand, where a struct occurs by the ten thousand: the fields in order, and nothing else. */
export interface RecordByHand<T> {
  read(reader: SaveReader): T;
  write(writer: SaveWriter, value: T): void;
}

/** A codec of plain objects whose fields follow each other, in the order given. */
export function record<const F extends Readonly<Record<string, Field>>>(
  id: string,
  fields: F,
  byHand?: RecordByHand<RecordOf<F>>,
): Codec<RecordOf<F>> {
  return recordOf<RecordOf<F>>(id, fields, byHand);
}

/** As {@link record}, for a type that is declared by name. */
export function recordOf<T extends object>(
  id: string,
  fields: { readonly [K in keyof T]: Field },
  byHand?: RecordByHand<T>,
): Codec<T> {
  const names = Object.keys(fields);
  const codecs = Object.values<Field>(fields).map((field): Codec => (typeof field === 'string' ? kinds[field] : field));
  const inline = codecs.every(isInline);
  const { length } = names;
  const sizes = codecs.map((codec) => codec.fixedSize);
  const total = sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
  const prefixes = names.map((name, index) => `${index === 0 ? '' : ','}${JSON.stringify(name)}:`);

  // Copies of a parsed object have room for these fields and no more: half the memory of one that fields are added to.
  const template = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join()}}`) as Record<
    string,
    unknown
  >;

  const emitAll = (value: T, out: JsonOut): void => {
    const from = value as Record<string, unknown>;
    out.raw('{');
    for (let i = 0; i < length; i += 1) {
      out.raw(prefixes[i] as string);
      (codecs[i] as Codec).emit(from[names[i] as string], out);
    }
    out.raw('}');
  };

  // A field may be put out in pieces: then each field waits for the one before it.
  const emitInTurn = (value: T, out: JsonOut): void => {
    const from = value as Record<string, unknown>;
    let next = 0;
    out.raw('{');
    out.enter({
      next(out) {
        if (next === length) {
          out.raw('}');
          return false;
        }
        const index = next++;
        out.raw(prefixes[index] as string);
        (codecs[index] as Codec).emit(from[names[index] as string], out);
        return true;
      },
    });
  };

  const codec: Codec<T> = {
    id,
    minSize: codecs.reduce((sum, codec) => sum + codec.minSize, 0),
    ...(total === undefined ? {} : { fixedSize: total }),
    read:
      byHand?.read ??
      ((reader: SaveReader): T => {
        const value: Record<string, unknown> = { ...template };
        for (let i = 0; i < length; i += 1) value[names[i] as string] = (codecs[i] as Codec).read(reader);
        return value as T;
      }),
    write:
      byHand?.write ??
      ((writer: SaveWriter, value: T): void => {
        const from = value as Record<string, unknown>;
        for (let i = 0; i < length; i += 1) (codecs[i] as Codec).write(writer, from[names[i] as string]);
      }),
    emit: inline ? emitAll : emitInTurn,
    parse(json: Json, context: ParseContext): T {
      const from = parseFields(json, names, id);
      const value: Record<string, unknown> = { ...template };
      for (let i = 0; i < length; i += 1) {
        const name = names[i] as string;
        value[name] = within(name, () => (codecs[i] as Codec).parse(fieldOf(from, name), context));
      }
      return value as T;
    },
    parts: recordParts<T>(names, codecs),
  };
  return Object.freeze(inline ? ({ ...codec, inline: true } as InlineCodec<T>) : codec);
}

/** The fields of a plain object as parts. */
export function recordParts<T extends object>(names: readonly string[], codecs: readonly Codec[]): Parts<T> {
  return {
    kind: 'record',
    count: () => names.length,
    at(value: T, index: number): Part {
      const step = names[index] as string;
      const codec = codecs[index] as Codec;
      return { step, type: codec.id, codec, value: (value as Record<string, unknown>)[step] };
    },
    indexOf: (_value: T, step: string | number) => (typeof step === 'string' ? names.indexOf(step) : -1),
    replace: (value: T, index: number, part: unknown): T => ({ ...value, [names[index] as string]: part }),
  };
}
