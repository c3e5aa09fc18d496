import type { SaveReader, SaveWriter } from '../archive/save-stream.ts';
import { SaveError } from '../errors.ts';
import type { Str } from '../io/strings.ts';
import type { PropertyType, Tag, TagExtension, TagExtras, TypeTable } from './property-type.ts';

/** Flags of a tag from 5.4 (`EPropertyTagFlags`). */
export const tagFlags = {
  index: 1,
  guid: 2,
  extensions: 4,
  native: 8,
  boolTrue: 0x10,
  skipped: 0x20,
} as const;

const known = 0x3f;
/** Those that say nothing of the layout and are kept as they are. */
const kept = tagFlags.native | tagFlags.skipped;
const deepestType = 16;
const overridable = 2;

/** A type as it is named in full: its name, and how many parameters follow. */
export function readTypeName(reader: SaveReader, types: TypeTable, depth = 0): PropertyType {
  const { at } = reader;
  if (depth > deepestType) throw new SaveError('limit', `a type is nested deeper than ${deepestType} levels`, at);
  const name = reader.str();
  const count = reader.count(8);
  if (count === 0) return types.of(name);
  const params: PropertyType[] = [];
  for (let i = 0; i < count; i += 1) params.push(readTypeName(reader, types, depth + 1));
  return types.of(name, params);
}

export function writeTypeName(writer: SaveWriter, type: PropertyType): void {
  writer.str(type.name);
  writer.i32(type.params.length);
  for (const param of type.params) writeTypeName(writer, param);
}

/** The flags of a tag and what they announce. */
export interface FlaggedPart {
  readonly index: number;
  readonly flags: number;
  readonly extras: TagExtras | undefined;
  readonly boolTrue: boolean;
}

/** Reads what follows the size. A flag that announces nothing is refused: it would not be written back. */
export function readFlaggedPart(reader: SaveReader, isBool: boolean): FlaggedPart {
  const { at } = reader;
  const flags = reader.u8();
  if ((flags & ~known) !== 0) throw new SaveError('malformed', `flags 0x${flags.toString(16)} of a tag are not known`, at);
  const boolTrue = (flags & tagFlags.boolTrue) !== 0;
  if (boolTrue && !isBool) throw new SaveError('malformed', 'a tag that is no bool has the flag of one', at);
  const index = (flags & tagFlags.index) === 0 ? 0 : reader.i32();
  if (index === 0 && (flags & tagFlags.index) !== 0) throw new SaveError('malformed', 'index 0 is written out', at);
  const guid = (flags & tagFlags.guid) === 0 ? undefined : reader.take(16);
  const extension = (flags & tagFlags.extensions) === 0 ? undefined : readExtension(reader);
  const extras = guid === undefined && extension === undefined ? undefined : { guid, extension };
  return { index, flags: flags & kept, extras, boolTrue };
}

export function writeFlaggedPart(writer: SaveWriter, tag: Tag, boolTrue: boolean): void {
  const { guid, extension } = tag.extras ?? {};
  writer.u8(
    tag.flags |
      (tag.index === 0 ? 0 : tagFlags.index) |
      (guid === undefined ? 0 : tagFlags.guid) |
      (extension === undefined ? 0 : tagFlags.extensions) |
      (boolTrue ? tagFlags.boolTrue : 0),
  );
  if (tag.index !== 0) writer.i32(tag.index);
  if (guid !== undefined) writer.raw(guid);
  if (extension !== undefined) writeExtension(writer, extension);
}

/** `EPropertyTagExtension`: bit 2 announces how the property was overridden. */
export function readExtension(reader: SaveReader): TagExtension {
  const { at } = reader;
  const bits = reader.u8();
  if ((bits & ~overridable) !== 0) throw new SaveError('malformed', `extension 0x${bits.toString(16)} of a tag is not known`, at);
  return bits === 0 ? { bits } : { bits, operation: reader.u8(), experimental: reader.u8() };
}

export function writeExtension(writer: SaveWriter, extension: TagExtension): void {
  writer.u8(extension.bits);
  if ((extension.bits & overridable) === 0) return;
  writer.u8(extension.operation ?? 0);
  writer.u8(extension.experimental ?? 0);
}

/** The name of a struct or enum in a type, '' where it has none. */
export function nameParam(type: PropertyType): Str {
  return type.params[0]?.name ?? '';
}
