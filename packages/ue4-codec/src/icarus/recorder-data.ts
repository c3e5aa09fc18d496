import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import type { JsonOut } from '../json/json-out.js';
import type { Codec, ParseContext, Parts } from '../properties/codec.js';
import type { PropertyList } from '../properties/property-list.js';
import { emitBytes, parseBytes } from '../properties/value-bytes.js';
import { kindOf } from '../properties/value-json.js';

/** What a recorder of ICARUS stores in its `BinaryData`: properties of its own, and what follows them. */
export class RecorderData {
  constructor(
    readonly properties: PropertyList,
    /** What follows `None`: four zero bytes as a rule. */
    readonly tail: Uint8Array,
  ) {}

  /** The same tail behind other properties. */
  with(properties: PropertyList): RecorderData {
    return new RecorderData(properties, this.tail);
  }
}

const usualTail = 4;

/** The stream of a recorder without the count of its bytes, up to the reader's end. */
export function readRecorderData(reader: SaveReader, lists: Codec<PropertyList>): RecorderData {
  const properties = lists.read(reader);
  return new RecorderData(properties, reader.rest());
}

export function writeRecorderData(writer: SaveWriter, data: RecorderData, lists: Codec<PropertyList>): void {
  lists.write(writer, data.properties);
  writer.raw(data.tail);
}

/** A byte array that holds the stream of a recorder. A path goes straight on into its properties. */
export function recorderCodec(lists: Codec<PropertyList>): Codec<RecorderData> {
  return Object.freeze({
    id: 'recorder',
    minSize: 4 + lists.minSize,
    read(reader: SaveReader) {
      const count = reader.count(1);
      if (count !== reader.remaining)
        throw new SaveError('malformed', `${count} bytes are announced where ${reader.remaining} are`, reader.at);
      return readRecorderData(reader, lists);
    },
    write(writer: SaveWriter, data: RecorderData) {
      const size = writer.open();
      writeRecorderData(writer, data, lists);
      writer.close(size);
    },
    emit: (data: RecorderData, out: JsonOut) => emit(data, out, lists),
    parse: (json: Json, context: ParseContext) => parse(json, context, lists),
    ...(lists.parts === undefined ? {} : { parts: recorderParts(lists.parts) }),
    eachList: (data: RecorderData, visit: Parameters<NonNullable<Codec['eachList']>>[1]) => visit(data.properties),
  });
}

function emit(data: RecorderData, out: JsonOut, lists: Codec<PropertyList>): void {
  let step = 0;
  out.raw('{"properties":');
  out.enter({
    next(out) {
      step += 1;
      if (step === 1) lists.emit(data.properties, out);
      else if (step === 2) {
        out.raw(',"tail":');
        emitBytes(data.tail, out);
      } else out.raw('}');
      return step < 3;
    },
  });
}

function parse(json: Json, context: ParseContext, lists: Codec<PropertyList>): RecorderData {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    throw new SaveError('bad-value', `the data of a recorder is an object with "properties", not ${kindOf(json)}`);
  }
  const { properties, tail, ...others } = json;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new SaveError('bad-value', `the data of a recorder has no "${other}"`);
  if (properties === undefined) throw new SaveError('bad-value', 'the data of a recorder has "properties"');
  return new RecorderData(
    lists.parse(properties, context),
    tail === undefined ? new Uint8Array(usualTail) : parseBytes(tail),
  );
}

function recorderParts(parts: Parts<PropertyList>): Parts<RecorderData> {
  const { insert, remove, duplicate } = parts;
  return {
    kind: parts.kind,
    count: (data) => parts.count(data.properties),
    at: (data, index) => parts.at(data.properties, index),
    indexOf: (data, step) => parts.indexOf(data.properties, step),
    replace: (data, index, part) => data.with(parts.replace(data.properties, index, part)),
    ...(insert === undefined
      ? {}
      : {
          insert: (data, index, json, context, name) => data.with(insert(data.properties, index, json, context, name)),
        }),
    ...(remove === undefined ? {} : { remove: (data, index) => data.with(remove(data.properties, index)) }),
    ...(duplicate === undefined ? {} : { duplicate: (data, index) => data.with(duplicate(data.properties, index)) }),
  };
}
