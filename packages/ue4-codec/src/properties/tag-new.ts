import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import {
  deepestType,
  type PropertyType,
  type Tag,
  type TagExtension,
  type TagExtras,
  type TypeTable,
} from './property-type.js';
import { bool32 } from './scalars.js';

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
export const keptFlags = tagFlags.native | tagFlags.skipped;
const mostParams = 8;

/** A type as it is named in full: its name, and how many parameters follow. */
export function readTypeName(reader: SaveReader, types: TypeTable, depth = 0): PropertyType {
  const { at } = reader;
  if (depth > deepestType) throw new SaveError('limit', `a type is nested deeper than ${deepestType} levels`, at);
  const name = reader.str();
  if (name === '' && depth === 0) throw new SaveError('malformed', 'a property has no type', at);
  const count = reader.count(8);
  if (count > mostParams) throw new SaveError('limit', `a type has more than ${mostParams} parameters`, at);
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
  if ((flags & ~known) !== 0)
    throw new SaveError('malformed', `flags 0x${flags.toString(16)} of a tag are not known`, at);
  const boolTrue = (flags & tagFlags.boolTrue) !== 0;
  if (boolTrue && !isBool) throw new SaveError('malformed', 'a tag that is no bool has the flag of one', at);
  const index = (flags & tagFlags.index) === 0 ? 0 : reader.i32();
  if (index === 0 && (flags & tagFlags.index) !== 0) throw new SaveError('malformed', 'index 0 is written out', at);
  const guid = (flags & tagFlags.guid) === 0 ? undefined : reader.take(16);
  const extension = (flags & tagFlags.extensions) === 0 ? undefined : readExtension(reader);
  const extras = guid === undefined && extension === undefined ? undefined : { guid, extension };
  return { index, flags: flags & keptFlags, extras, boolTrue };
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

/** `EPropertyTagExtension`: which parts follow, in this order. */
const extensionBits = { overridable: 2, externalObjects: 4 } as const;
const knownExtensions = extensionBits.overridable | extensionBits.externalObjects;

export function readExtension(reader: SaveReader): TagExtension {
  const { at } = reader;
  const bits = reader.u8();
  if ((bits & ~knownExtensions) !== 0) {
    throw new SaveError('malformed', `extension 0x${bits.toString(16)} of a tag is not known`, at);
  }
  return {
    ...((bits & extensionBits.overridable) === 0
      ? {}
      : { overridden: { operation: reader.u8(), experimental: bool32.read(reader) } }),
    ...((bits & extensionBits.externalObjects) === 0 ? {} : { externalObjects: bool32.read(reader) }),
  };
}

export function writeExtension(writer: SaveWriter, { overridden, externalObjects }: TagExtension): void {
  writer.u8(
    (overridden === undefined ? 0 : extensionBits.overridable) |
      (externalObjects === undefined ? 0 : extensionBits.externalObjects),
  );
  if (overridden !== undefined) {
    writer.u8(overridden.operation);
    bool32.write(writer, overridden.experimental);
  }
  if (externalObjects !== undefined) bool32.write(writer, externalObjects);
}
