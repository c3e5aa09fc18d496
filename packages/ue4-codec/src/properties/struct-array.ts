import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import { fromHex, toHex } from '../io/hex.js';
import { textOf, type Str } from '../io/strings.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts } from './codec.js';
import { readGuess } from './guess.js';
import { listIndex, sequence } from './sequence.js';
import { readOptionalGuid, readStructGuid, writeOptionalGuid, writeStructGuid } from './tag-old.js';
import { badValue, emitStr, parseStr } from './value-json.js';

/** An array of structs before 5.4: a tag of its own stands before the elements, also before none. */
export class StructArray {
  constructor(
    /** The name in the inner tag: as a rule the name of the property. */
    readonly name: Str,
    readonly struct: Str,
    readonly structGuid: Uint8Array | undefined,
    readonly guid: Uint8Array | undefined,
    /** How each element is stored. */
    readonly element: Codec,
    readonly items: readonly unknown[],
  ) {}

  with(items: readonly unknown[]): StructArray {
    return new StructArray(this.name, this.struct, this.structGuid, this.guid, this.element, items);
  }

  get length(): number {
    return this.items.length;
  }
}

const structType = 'StructProperty';
const leastInnerTag = 4 + structType.length + 5 + 4 + 4 + 4 + 16 + 1;

/** `structs` tells the codecs that may store a struct of a name. */
export function structArray(structs: (name: string) => readonly Codec[]): Codec<StructArray> {
  return {
    id: 'structs',
    minSize: 4 + leastInnerTag,
    read: (reader) => read(reader, structs),
    write,
    emit,
    parse: (json, context) => parse(json, context, structs),
    parts: structArrayParts,
    eachList(array, visit) {
      if (array.element.eachList === undefined) return;
      for (const item of array.items) array.element.eachList?.(item, visit);
    },
  };
}

function read(reader: SaveReader, structs: (name: string) => readonly Codec[]): StructArray {
  const countAt = reader.at;
  const count = reader.i32();
  const name = reader.str();
  const at = reader.at;
  if (reader.str() !== structType) throw new SaveError('malformed', 'the elements are announced as no structs', at);
  const size = reader.i32();
  if (reader.i32() !== 0) throw new SaveError('malformed', 'an array of structs has an index', at);
  const struct = reader.str();
  const structGuid = readStructGuid(reader);
  const guid = readOptionalGuid(reader);
  if (size !== reader.remaining)
    throw new SaveError('malformed', `${size} bytes of elements are announced where ${reader.remaining} are`, at);
  const { codec, value } = readGuess(reader, structs(textOf(struct)), (element) => {
    if (count < 0 || count * Math.max(1, element.minSize) > reader.remaining) {
      throw new SaveError(
        'truncated',
        `${count} elements are announced where ${reader.remaining} bytes are left`,
        countAt,
      );
    }
    if (element.fixedSize !== undefined && count * element.fixedSize !== reader.remaining) {
      throw new SaveError(
        'malformed',
        `${count} elements of ${element.fixedSize} bytes do not take ${reader.remaining}`,
        countAt,
      );
    }
    return readItems(reader, element, count);
  });
  return new StructArray(name, struct, structGuid, guid, codec, value);
}

function readItems(reader: SaveReader, element: Codec, count: number): unknown[] {
  const items: unknown[] = [];
  try {
    for (let i = 0; i < count; i += 1) items.push(element.read(reader));
  } catch (error) {
    throw error instanceof SaveError ? error.within(`[${items.length}]`) : error;
  }
  return items;
}

function write(writer: SaveWriter, array: StructArray): void {
  writer.i32(array.items.length);
  writer.str(array.name);
  writer.str(structType);
  const size = writer.open();
  writer.i32(0);
  writer.str(array.struct);
  writeStructGuid(writer, array.structGuid);
  writeOptionalGuid(writer, array.guid);
  const began = writer.at;
  for (const item of array.items) array.element.write(writer, item);
  writer.patch(size, writer.at - began);
}

function emit(array: StructArray, out: JsonOut): void {
  out.raw('{"name":');
  emitStr(array.name, out);
  out.raw(',"struct":');
  emitStr(array.struct, out);
  if (array.structGuid !== undefined) out.raw(`,"structGuid":"${toHex(array.structGuid)}"`);
  if (array.guid !== undefined) out.raw(`,"guid":"${toHex(array.guid)}"`);
  out.raw(`,"as":${JSON.stringify(array.element.id)},"items":`);
  let open = true;
  out.enter({
    next(out) {
      if (open) sequence('items', array.element).emit(array.items, out);
      else out.raw('}');
      open = !open;
      return !open;
    },
  });
}

function parse(json: Json, context: ParseContext, structs: (name: string) => readonly Codec[]): StructArray {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw badValue('an array of structs is an object with "struct" and "items"');
  const { name = '', struct, structGuid, guid, as, items } = json;
  if (struct === undefined || items === undefined) throw badValue('an array of structs has "struct" and "items"');
  const structName = parseStr(struct);
  const candidates = structs(textOf(structName));
  const element = as === undefined ? candidates[0] : candidates.find((codec) => codec.id === as);
  if (element === undefined) throw badValue(`${textOf(structName)} cannot be stored as ${JSON.stringify(as)}`);
  const values = sequence('items', element).parse(items, context);
  return new StructArray(parseStr(name), structName, hex16(structGuid), hex16(guid), element, values);
}

function hex16(json: Json | undefined): Uint8Array | undefined {
  if (json === undefined) return undefined;
  if (typeof json === 'string' && json.length === 32) return fromHex(json);
  throw badValue('a guid is 32 hex digits');
}

const structArrayParts: Parts<StructArray> = {
  kind: 'list',
  count: (array) => array.items.length,
  at: (array, index) => ({ step: index, type: textOf(array.struct), codec: array.element, value: array.items[index] }),
  indexOf: (array, step) => listIndex(step, array.items.length),
  replace: (array, index, value) => array.with(array.items.with(index, value)),
  insert: (array, index, json, context) =>
    array.with(array.items.toSpliced(index, 0, array.element.parse(json, context))),
  remove: (array, index) => array.with(array.items.toSpliced(index, 1)),
  duplicate: (array, index) => array.with(array.items.toSpliced(index + 1, 0, array.items[index])),
};
