import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Str } from '../io/strings.js';
import { implied, marker, nullable } from './choice.js';
import type { Codec, ParseContext } from './codec.js';
import { record } from './record.js';
import { scalars, type InlineCodec } from './scalars.js';
import { sequence } from './sequence.js';
import { argumentData, argumentValue } from './text-arguments.js';
import type { TextDialect } from './text-dialect.js';
import { emitBytes, parseBytes } from './value-bytes.js';
import { badValue, emitStr, parseStr } from './value-json.js';

/** The records of texts, one for each history. */
export interface TextHistories {
  /** The record of the history with that number, for the text at `reader.at`. */
  stored(number: number, reader: SaveReader): Codec | undefined;
  /** The record of a text, or of its JSON. */
  of(value: { readonly [field: string]: unknown }): Codec | undefined;
}

/** `EDateTimeStyle::Custom`: a pattern of its own follows. */
const customStyle = 5;
/** Where the style of a date and time stands in its text: behind flags, history and ticks. */
const dateStyleAt = 4 + 1 + 8;

const style: InlineCodec<number> = {
  ...scalars.int8,
  parse(json: Json, context: ParseContext) {
    const value = scalars.int8.parse(json, context);
    if (value === customStyle) throw badValue(`a date with style ${customStyle} has a pattern, which this one has not`);
    return value;
  },
};

const custom: InlineCodec<number> = {
  ...scalars.int8,
  parse(json: Json, context: ParseContext) {
    const value = scalars.int8.parse(json, context);
    if (value !== customStyle) throw badValue(`a date with a pattern has style ${customStyle}`);
    return value;
  },
};

/** The name of no generator, which writes nothing more. */
const noName = 'None';

const noGenerator: InlineCodec<string> = {
  id: 'string',
  minSize: 9,
  fixedSize: 9,
  inline: true,
  read(reader: SaveReader) {
    const { at } = reader;
    if (reader.str() !== noName) throw new SaveError('malformed', `a generator is named where ${noName} stands`, at);
    return noName;
  },
  write: (writer: SaveWriter, value: string) => writer.str(value),
  emit: emitStr,
  parse(json: Json) {
    if (json !== noName) throw badValue(`the text has no generator (${noName})`);
    return noName;
  },
};

const generator: InlineCodec<Str> = {
  ...scalars.string,
  parse(json: Json) {
    const value = parseStr(json);
    if (value === noName) throw badValue(`a generator with contents is not ${noName}`);
    return value;
  },
};

/** Whether the text at `reader.at` names no generator. */
function hasNoGenerator(reader: SaveReader): boolean {
  const at = reader.at + nameAt;
  return at + 9 <= reader.end && noNameBytes.every((byte, index) => reader.bytes[at + index] === byte);
}

const nameAt = 4 + 1;
const noNameBytes = [5, 0, 0, 0, 0x4e, 0x6f, 0x6e, 0x65, 0];

const byteList: Codec<Uint8Array> = {
  id: 'bytes',
  minSize: 4,
  read: (reader: SaveReader) => reader.take(reader.count(1)),
  write(writer: SaveWriter, value: Uint8Array) {
    writer.i32(value.length);
    writer.raw(value);
  },
  emit: (value: Uint8Array, out: JsonOut) => emitBytes(value, out),
  parse: (json: Json) => parseBytes(json),
};

/** Makes the records; `text` is the codec of the texts inside them. */
export function textHistories(text: Codec, dialect: TextDialect): TextHistories {
  const argument = argumentValue(text);
  const begin = (name: string, number: number) => ({ flags: 'u32', history: marker(name, number) }) as const;
  const options = record('NumberFormat', {
    alwaysSign: dialect.alwaysSign ? 'bool32' : implied(false),
    useGrouping: 'bool32',
    roundingMode: 'i8',
    minimumIntegralDigits: 'i32',
    maximumIntegralDigits: 'i32',
    minimumFractionalDigits: 'i32',
    maximumFractionalDigits: 'i32',
  });
  const numeric = { value: argument, options: nullable(options), culture: 'str' } as const;
  const place = { timeZone: 'str', culture: 'str' } as const;
  const named = record('NamedArgument', { name: 'str', value: argument });
  const invariant = dialect.invariant ? nullable(scalars.string) : implied(null);
  const list = (element: Codec) => sequence('Arguments', element);

  const byNumber: readonly (readonly [string, Codec])[] = (
    [
      ['Base', { namespace: 'str', key: 'str', source: 'str' }],
      ['NamedFormat', { format: text, arguments: list(named) }],
      ['OrderedFormat', { format: text, arguments: list(argument) }],
      ['ArgumentFormat', { format: text, arguments: list(argumentData(text, dialect)) }],
      ['AsNumber', numeric],
      ['AsPercent', numeric],
      ['AsCurrency', { currency: 'str', ...numeric }],
      ['AsDate', { ticks: 'i64', dateStyle: 'i8', ...place }],
      ['AsTime', { ticks: 'i64', timeStyle: 'i8', ...place }],
      ['AsDateTime', { ticks: 'i64', dateStyle: style, timeStyle: 'i8', ...place }],
      ['Transform', { source: text, transform: 'u8' }],
      ['StringTableEntry', { table: 'str', key: 'str' }],
      ['TextGenerator', { generator, contents: byteList }],
    ] as const
  ).map(([name, fields], number) => [name, record(name, { ...begin(name, number), ...fields })]);

  const none = record('None', { ...begin('None', -1), invariant });
  const customDate = record('AsDateTime', {
    ...begin('AsDateTime', 9),
    ticks: 'i64',
    dateStyle: custom,
    timeStyle: 'i8',
    customPattern: 'str',
    ...place,
  });
  const ungenerated = record('TextGenerator', {
    ...begin('TextGenerator', 12),
    generator: noGenerator,
    contents: implied(null),
  });
  const byName = new Map<unknown, Codec>([...byNumber, ['None', none]]);

  return {
    stored(number: number, reader: SaveReader) {
      if (number === -1) return none;
      if (number === 9 && reader.bytes[reader.at + dateStyleAt] === customStyle) return customDate;
      if (number === 12 && hasNoGenerator(reader)) return ungenerated;
      return byNumber[number]?.[1];
    },
    of(value) {
      if (value['history'] === 'AsDateTime' && value['dateStyle'] === customStyle) return customDate;
      if (value['history'] === 'TextGenerator' && value['contents'] === null) return ungenerated;
      return byName.get(value['history']);
    },
  };
}
