import { SaveError } from '../errors.js';
import type { ByteReader } from '../io/byte-reader.js';
import type { ByteWriter } from '../io/byte-writer.js';
import type { Str } from '../io/strings.js';
import { fromHex, toHex } from '../io/hex.js';
import type { ArchiveVersion } from './versions.js';

/** The head of a tagged-property save (`FSaveGameHeader`). */
export interface SaveHeader {
  /** 1: no custom versions; 2: with them; 3: with a version of the UE5 line. */
  readonly saveVersion: number;
  readonly ue4: number;
  /** Present from save version 3. */
  readonly ue5: number | undefined;
  readonly engine: {
    readonly major: number;
    readonly minor: number;
    readonly patch: number;
    readonly changelist: number;
    readonly branch: Str;
  };
  /** Absent in save version 1. */
  readonly custom: CustomVersions | undefined;
  /** Path of the class of the save: `/Game/Saves/BP_Save.BP_Save_C`. */
  readonly saveClass: Str;
}

export interface CustomVersions {
  /** `ECustomVersionSerializationFormat`: 2 with names, 3 without. */
  readonly format: number;
  readonly versions: readonly CustomVersion[];
}

export interface CustomVersion {
  /** 32 lower-case hex digits, in the order of the bytes. */
  readonly guid: string;
  readonly version: number;
  /** Only in format 2. */
  readonly name?: Str;
}

/** The four bytes that a save begins with. */
export const gvasMagic = 0x53415647;
const newestSaveVersion = 3;
/** The engine itself has about a hundred. */
const mostCustomVersions = 4096;

/** Reads the head alone; the reader then stands behind it. */
export function readHeader(reader: ByteReader): SaveHeader {
  if (reader.remaining < 4 || reader.u32() !== gvasMagic)
    throw new SaveError('not-a-save', 'this is no save: it does not begin with GVAS', 0);
  const at = reader.at;
  const saveVersion = reader.u32();
  if (saveVersion < 1 || saveVersion > newestSaveVersion) {
    throw new SaveError('unsupported', `save version ${saveVersion} is not known (1 to ${newestSaveVersion} are)`, at);
  }
  const ue4 = reader.u32();
  const ue5 = saveVersion >= 3 ? reader.u32() : undefined;
  const engine = {
    major: reader.u16(),
    minor: reader.u16(),
    patch: reader.u16(),
    changelist: reader.u32(),
    branch: reader.str(),
  };
  const custom = saveVersion >= 2 ? readCustomVersions(reader) : undefined;
  return { saveVersion, ue4, ue5, engine, custom, saveClass: reader.str() };
}

function readCustomVersions(reader: ByteReader): CustomVersions {
  const at = reader.at;
  const format = reader.i32();
  if (format !== 2 && format !== 3)
    throw new SaveError('unsupported', `custom versions in format ${format} are not known (2 and 3 are)`, at);
  const count = reader.count(format === 2 ? 24 : 20);
  if (count > mostCustomVersions)
    throw new SaveError('limit', `a header lists more than ${mostCustomVersions} custom versions`, at);
  const versions: CustomVersion[] = [];
  for (let i = 0; i < count; i += 1) {
    const guid = toHex(reader.take(16));
    const version = reader.i32();
    versions.push(format === 2 ? { guid, version, name: reader.str() } : { guid, version });
  }
  return { format, versions };
}

export function writeHeader(writer: ByteWriter, header: SaveHeader): void {
  writer.u32(gvasMagic);
  writer.u32(header.saveVersion);
  writer.u32(header.ue4);
  if (header.ue5 !== undefined) writer.u32(header.ue5);
  writer.u16(header.engine.major);
  writer.u16(header.engine.minor);
  writer.u16(header.engine.patch);
  writer.u32(header.engine.changelist);
  writer.str(header.engine.branch);
  if (header.custom !== undefined) writeCustomVersions(writer, header.custom);
  writer.str(header.saveClass);
}

function writeCustomVersions(writer: ByteWriter, custom: CustomVersions): void {
  writer.i32(custom.format);
  writer.i32(custom.versions.length);
  for (const one of custom.versions) {
    writer.raw(fromHex(one.guid));
    writer.i32(one.version);
    if (custom.format === 2) writer.str(one.name ?? '');
  }
}

/** What the head tells of the engine. */
export function versionOf(header: SaveHeader): ArchiveVersion {
  return {
    ue4: header.ue4,
    ue5: header.ue5 ?? 0,
    custom: new Map(header.custom?.versions.map((one) => [one.guid, one.version])),
  };
}
