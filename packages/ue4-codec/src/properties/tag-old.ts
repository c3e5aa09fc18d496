import { SaveError } from '../errors.js';
import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import type { PropertyType, Tag, TagExtras, TypeTable } from './property-type.js';
import { readExtension, writeExtension } from './tag-new.js';

/** What a tag before 5.4 tells of its type besides the name: part of the tag, by the kind of the property. */
const oneName = new Set(['ByteProperty', 'EnumProperty', 'ArrayProperty', 'SetProperty', 'OptionalProperty']);

/** Throws where a type tells more or less than such a tag can. */
export function checkOldType(type: PropertyType): void {
  const { kind, params } = type;
  const wanted = kind === 'MapProperty' ? 2 : oneName.has(kind) || kind === 'StructProperty' ? 1 : 0;
  if (params.length === wanted && params.every((param) => param.params.length === 0)) return;
  throw new SaveError(
    'bad-value',
    `${type.toString()} is not how this version tells a type: ${kind} has ${wanted} plain names`,
  );
}

/** Reads the rest of a type whose name was read, where that is no struct. */
export function readOldType(reader: SaveReader, types: TypeTable, kind: string): PropertyType {
  if (oneName.has(kind)) return types.with(kind, reader.str());
  if (kind !== 'MapProperty') return types.of(kind);
  const key = types.of(reader.str());
  return types.of(kind, [key, types.of(reader.str())]);
}

export function writeOldType(writer: SaveWriter, type: PropertyType): void {
  for (const param of type.params) writer.str(param.name);
}

/** The guid of a struct, undefined where all is zero. */
export function readStructGuid(reader: SaveReader): Uint8Array | undefined {
  const at = reader.skip(16);
  return reader.zeros(at, 16) ? undefined : reader.bytes.subarray(at, at + 16);
}

const noGuid = new Uint8Array(16);

export function writeStructGuid(writer: SaveWriter, guid: Uint8Array | undefined): void {
  writer.raw(guid ?? noGuid);
}

/** Reads the end of a tag: its own guid, and from 5.3 on what extends it. */
export function readOldExtras(reader: SaveReader, structGuid: Uint8Array | undefined): TagExtras | undefined {
  const guid = readOptionalGuid(reader);
  const extension = reader.archive.tagExtensions ? readExtension(reader) : undefined;
  const told = extension !== undefined && Object.keys(extension).length > 0 ? extension : undefined;
  if (guid === undefined && structGuid === undefined && told === undefined) return undefined;
  return { guid, structGuid, extension: told };
}

export function writeOldExtras(writer: SaveWriter, tag: Tag): void {
  writeOptionalGuid(writer, tag.extras?.guid);
  if (writer.archive.tagExtensions) writeExtension(writer, tag.extras?.extension ?? {});
}

export function readOptionalGuid(reader: SaveReader): Uint8Array | undefined {
  const has = reader.u8();
  if (has === 0) return undefined;
  if (has === 1) return reader.take(16);
  throw new SaveError('malformed', `${has} stands where 0 or 1 tells whether a guid follows`, reader.at - 1);
}

export function writeOptionalGuid(writer: SaveWriter, guid: Uint8Array | undefined): void {
  writer.u8(guid === undefined ? 0 : 1);
  if (guid !== undefined) writer.raw(guid);
}
