import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError } from '../errors.js';
import { fromHex, toHex } from '../io/hex.js';
import { textOf, type Str } from '../io/strings.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext } from './codec.js';
import { opaqueCodec } from './opaque.js';
import {
  deepestType,
  type PropertyType,
  type Tag,
  type TagExtension,
  type TagExtras,
  type TypeTable,
} from './property-type.js';
import { Property, type PayloadCodecs } from './property.js';
import { record } from './record.js';
import { tagBool } from './tag-bool.js';
import { keptFlags } from './tag-new.js';
import { checkOldType } from './tag-old.js';
import { emitStr, parseBoolean, parseStr } from './value-json.js';

/** The JSON of a property without its braces: `"name":…,"type":…,…,"value":…`. */
export function emitProperty(property: Property, codecs: PayloadCodecs, out: JsonOut): void {
  const { codec, type, index, flags, extras } = property;
  out.raw('"name":');
  emitStr(property.name, out);
  out.raw(',"type":');
  emitType(type, out);
  if (index !== 0) out.raw(`,"index":${index}`);
  if (flags !== 0) out.raw(`,"flags":${flags}`);
  if (extras !== undefined) emitExtras(extras, out);
  // Told wherever there is a choice: which is the likeliest may change from one release to the next.
  if (codec !== tagBool && (codec === opaqueCodec || codecs.payload(type, property.label).length > 1))
    out.raw(`,"as":${JSON.stringify(codec.id)}`);
  out.raw(',"value":');
  codec.emit(property.value, out);
}

function emitExtras({ guid, structGuid, extension }: TagExtras, out: JsonOut): void {
  if (guid !== undefined) out.raw(`,"guid":"${toHex(guid)}"`);
  if (structGuid !== undefined) out.raw(`,"structGuid":"${toHex(structGuid)}"`);
  if (extension !== undefined) out.raw(`,"extension":${JSON.stringify(extension)}`);
}

/** `"IntProperty"`, or the name and its parameters: `["ArrayProperty","IntProperty"]`. */
function emitType(type: PropertyType, out: JsonOut): void {
  if (type.params.length === 0) {
    emitStr(type.name, out);
    return;
  }
  out.raw('[');
  emitStr(type.name, out);
  for (const param of type.params) {
    out.raw(',');
    emitType(param, out);
  }
  out.raw(']');
}

/** The name that ends a list of properties. */
export const endMark = 'None';

export interface PropertyParseContext extends ParseContext {
  readonly types: TypeTable;
  readonly codecs: PayloadCodecs;
  /** Its place in the list, for errors. */
  readonly at: number;
}

/** The property of the JSON that {@link emitProperty} put out, or that a person wrote: name, type and value at least. */
export function parseProperty(json: Json, context: PropertyParseContext): Property {
  const { name: givenName, ...given } = objectOf(json, `property ${context.at}`);
  const name = parseStr(required(givenName, 'name'));
  try {
    return parseNamed(name, given, context);
  } catch (error) {
    throw error instanceof SaveError ? error.within(textOf(name)) : error;
  }
}

const known = new Set(['type', 'index', 'flags', 'guid', 'structGuid', 'extension', 'as', 'value']);

/** A property whose name stands elsewhere. */
export function parseNamed(name: Str, given: { [key: string]: Json }, context: PropertyParseContext): Property {
  for (const key of Object.keys(given))
    if (!known.has(key)) throw new SaveError('bad-value', `a property has no field ${JSON.stringify(key)}`);
  if (textOf(name) === endMark || (typeof name !== 'string' && name.text === ''))
    throw new SaveError('bad-value', 'this name ends a list, or is stored as none is');
  const type = parseType(required(given['type'], 'type'), context.types);
  if (!context.archive.completeTypes) checkOldType(type);
  const codec = codecOf(type, textOf(name), given['as'], context.codecs);
  const value = codec.parse(required(given['value'], 'value'), context);
  const tag = {
    name,
    type,
    index: whole(given['index'], 'index'),
    flags: whole(given['flags'], 'flags'),
    extras: extrasOf(given, context),
  };
  checkTag(tag, context.archive);
  return Property.of(tag, codec, value);
}

/** Throws where a tag of this version cannot carry what is told. */
function checkTag({ type, flags, extras }: Tag, { completeTypes, tagExtensions }: ArchiveFacts): void {
  const lost =
    (flags & ~(completeTypes ? keptFlags : 0)) !== 0 ||
    (extras?.structGuid !== undefined && (completeTypes || type.kind !== 'StructProperty')) ||
    (extras?.extension !== undefined &&
      (!tagExtensions || (!completeTypes && Object.keys(extras.extension).length === 0)));
  if (lost) throw new SaveError('bad-value', 'a tag of this version has no such flags, guid or extension');
}

function codecOf(type: PropertyType, name: string, as: Json | undefined, codecs: PayloadCodecs): Codec {
  if (type.kind === 'BoolProperty') return tagBool;
  const candidates = codecs.payload(type, name);
  if (as === undefined && candidates[0] !== undefined) return candidates[0];
  if (as === opaqueCodec.id || as === undefined) return opaqueCodec;
  const found = candidates.find((codec) => codec.id === as);
  if (found === undefined)
    throw new SaveError('bad-value', `${type.toString()} cannot be stored as ${JSON.stringify(as)}`);
  return found;
}

function extrasOf(given: { [key: string]: Json }, context: ParseContext): TagExtras | undefined {
  const guid = hex16(given['guid'], 'guid');
  const structGuid = hex16(given['structGuid'], 'structGuid');
  const extension = given['extension'] === undefined ? undefined : extensionOf(given['extension'], context);
  return guid === undefined && structGuid === undefined && extension === undefined
    ? undefined
    : { guid, structGuid, extension };
}

const overriddenCodec = record('overridden', { operation: 'u8', experimental: 'bool8' });

function extensionOf(json: Json, context: ParseContext): TagExtension {
  const { overridden, externalObjects, ...others } = objectOf(json, 'extension');
  const [other] = Object.keys(others);
  if (other !== undefined) throw new SaveError('bad-value', `an extension has no field ${JSON.stringify(other)}`);
  return {
    ...(overridden === undefined ? {} : { overridden: overriddenCodec.parse(overridden, context) }),
    ...(externalObjects === undefined ? {} : { externalObjects: parseBoolean(externalObjects) }),
  };
}

function parseType(json: Json, types: TypeTable, depth = 0): PropertyType {
  if (depth > deepestType) throw new SaveError('limit', `a type is nested deeper than ${deepestType} levels`);
  if (!Array.isArray(json)) return types.of(parseStr(json));
  const [name, ...params] = json;
  return types.of(
    parseStr(required(name, 'name of a type')),
    params.map((param) => parseType(param, types, depth + 1)),
  );
}

function objectOf(json: Json, what: string): { [key: string]: Json } {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new SaveError('bad-value', `${what} is no object`);
  return json;
}

function required(json: Json | undefined, what: string): Json {
  if (json === undefined) throw new SaveError('bad-value', `the ${what} is missing`);
  return json;
}

function whole(json: Json | undefined, what: string): number {
  if (json === undefined) return 0;
  if (typeof json === 'number' && Number.isInteger(json) && json === (json | 0)) return json;
  throw new SaveError('bad-value', `the ${what} is no whole number of 32 bits`);
}

function hex16(json: Json | undefined, what: string): Uint8Array | undefined {
  if (json === undefined) return undefined;
  if (typeof json === 'string' && json.length === 32) return fromHex(json);
  throw new SaveError('bad-value', `the ${what} is not 32 hex digits`);
}
