import type { SaveReader } from '../archive/save-stream.js';
import type { Json } from '../json/json.js';
import { choice, implied, marker } from './choice.js';
import type { Codec } from './codec.js';
import { record } from './record.js';
import { scalars } from './scalars.js';
import type { TextDialect } from './text-dialect.js';

/** An argument of a format, or the number that a text was made of. */
export interface TextArgument {
  readonly type: string;
  readonly value: unknown;
}

/** `EFormatArgumentType`, by number. */
const types = ['Int', 'UInt', 'Float', 'Double', 'Text', 'Gender'] as const;
type ArgumentType = (typeof types)[number];

/** A type of one byte, then a value of that type. */
function argument(id: string, values: Partial<Record<ArgumentType, Codec>>): Codec<TextArgument> {
  const byNumber = types.map((type, number): Codec<TextArgument> | undefined => {
    const value = values[type];
    return value === undefined
      ? undefined
      : (record(type, { type: marker(type, number), value }) as Codec<TextArgument>);
  });
  const byName = new Map(types.map((type, number) => [type as string, byNumber[number]]));
  return choice<TextArgument>({
    id,
    minSize: 2,
    stored: (reader: SaveReader) => byNumber[reader.at < reader.end ? (reader.bytes[reader.at] as number) : -1],
    of: (value) => byName.get(value.type) as Codec<TextArgument>,
    told: (json: { [key: string]: Json }) => byName.get(String(json['type'])),
  });
}

/** `FFormatArgumentValue`: what C++ formats texts with. */
export function argumentValue(text: Codec): Codec<TextArgument> {
  return argument('Argument', {
    Int: scalars.int64,
    UInt: scalars.uint64,
    Float: scalars.float32,
    Double: scalars.float64,
    Text: text,
    Gender: scalars.uint64,
  });
}

/** `FFormatArgumentData`: what blueprints format texts with. The engine writes no value for other types. */
export function argumentData(text: Codec, dialect: TextDialect): Codec {
  const untyped = record('Text', { type: implied('Text'), value: text });
  const typed = argument('Argument', {
    Int: dialect.wide ? scalars.int64 : scalars.int32,
    Float: scalars.float32,
    Double: scalars.float64,
    Text: text,
    Gender: scalars.uint8,
  });
  return record('NamedArgument', { name: 'str', value: dialect.typed ? typed : untyped });
}
