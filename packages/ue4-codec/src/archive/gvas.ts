import { SaveError } from '../errors.js';
import { ByteReader } from '../io/byte-reader.js';
import type { Limits } from '../limits.js';
import type { PropertyList } from '../properties/property-list.js';
import type { Registry } from '../registry.js';
import type { GvasSave } from '../save.js';
import { Archive } from './archive.js';
import { gvasMagic, readHeader, versionOf, writeHeader, type SaveHeader } from './header.js';
import { noPrefix, type SavePrefix } from './prefix.js';
import { SaveReader, SaveWriter } from './save-stream.js';

/** Whether bytes begin as a tagged-property save does. */
export function isGvas(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true) === gvasMagic;
}

/** The head of a save alone: nothing behind it is looked at. */
export function readGvasHeader(bytes: Uint8Array): SaveHeader {
  return readHeader(new ByteReader(bytes));
}

/** Reads a save; properties are decoded when they are asked for. */
export function readGvas(bytes: Uint8Array, registry: Registry, limits: Limits): GvasSave {
  const head = new ByteReader(bytes);
  const header = readHeader(head);
  const archive = new Archive(versionOf(header), registry, limits);
  const reader = new SaveReader(archive, bytes);
  const { prefix, control, properties } = readBody(reader, head.at, archive);
  return {
    kind: 'gvas',
    archive,
    header,
    prefix,
    control,
    properties,
    trailing: reader.rest(),
    sizeBytes: bytes.length,
  };
}

interface Body {
  readonly prefix: SavePrefix;
  readonly control: number | undefined;
  readonly properties: PropertyList;
}

/**
 * The properties, wherever they begin. As a rule that is at once, or after the control byte; some save classes write
 * something of their own first. That is looked for only where no tag stands at the usual place, so that a save which is
 * broken further in is called broken.
 */
function readBody(reader: SaveReader, at: number, archive: Archive): Body {
  const hasControl = archive.tagExtensions;
  const usual = hasControl ? at + 1 : at;
  if (looksLikeTag(reader, usual, anyType)) return bodyAt(reader, at, usual, hasControl, archive);
  if (hasControl && looksLikeTag(reader, at, anyType)) return bodyAt(reader, at, at, false, archive);
  let tries = 0;
  for (let start = at; start <= Math.min(reader.bytes.length, at + longestPrefix) && tries < mostTries; start += 1) {
    if (!looksLikeTag(reader, start, engineType)) continue;
    tries += 1;
    try {
      return bodyAt(reader, at, start, hasControl, archive);
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
    }
  }
  return bodyAt(reader, at, usual, hasControl, archive);
}

/** Bytes that a save class may put before its properties. */
const longestPrefix = 4096;
/** Places that look like the first property, and may be something else. */
const mostTries = 4;
/** Units of the longest `FName`, its NUL included. */
const longestName = 1024;

/** A type as the engine names its own, and one that a game may have added. */
const engineType = /^\w+Property$/u;
const anyType = /^[A-Za-z]\w{2,}$/u;

/** Whether a name and the name of such a type stand here, or the mark of an empty list. */
function looksLikeTag(reader: SaveReader, at: number, types: RegExp): boolean {
  const name = stringAt(reader.bytes, at);
  if (name === undefined) return false;
  if (textAt(reader.bytes, at, name) === 'None') return true;
  const type = stringAt(reader.bytes, name.end);
  return type !== undefined && types.test(textAt(reader.bytes, name.end, type) ?? '');
}

interface Stored {
  readonly end: number;
  readonly width: number;
}

/** Where a string of the length of a name ends, undefined where there can be none. */
function stringAt(bytes: Uint8Array, at: number): Stored | undefined {
  if (at + 4 > bytes.length) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(at, true);
  const width = length < 0 ? 2 : 1;
  const end = at + 4 + Math.abs(length) * width;
  return Math.abs(length) > longestName || end > bytes.length ? undefined : { end, width };
}

/** The text of a string of plain bytes with a NUL, undefined for any other. */
function textAt(bytes: Uint8Array, at: number, { end, width }: Stored): string | undefined {
  if (width !== 1 || end - at <= 5 || bytes[end - 1] !== 0) return undefined;
  return String.fromCharCode(...bytes.subarray(at + 4, end - 1));
}

/** The body whose properties begin at `start`, what stands before them since `at` included. */
function bodyAt(reader: SaveReader, at: number, start: number, hasControl: boolean, archive: Archive): Body {
  const controlAt = hasControl && start > at ? start - 1 : undefined;
  reader.at = start;
  reader.depth = 0;
  const properties = archive.list.read(reader);
  const prefix = reader.bytes.subarray(at, controlAt ?? start);
  return {
    prefix: prefix.length === 0 ? noPrefix : { bytes: prefix, sizeAt: sizeIn(prefix, reader.bytes.length - at) },
    control: controlAt === undefined ? undefined : reader.bytes[controlAt],
    properties,
  };
}

/** Where in a prefix an i32 counts the bytes that follow it; `total` counts those from the beginning of the prefix. */
function sizeIn(prefix: Uint8Array, total: number): number | undefined {
  const view = new DataView(prefix.buffer, prefix.byteOffset, prefix.byteLength);
  for (let at = prefix.length - 4; at >= 0; at -= 1) if (view.getInt32(at, true) === total - at - 4) return at;
  return undefined;
}

/** The bytes of a save. Untouched properties are copied from what was read, unless `anew`. */
export function writeGvas(save: GvasSave, anew = false): Uint8Array<ArrayBuffer> {
  const writer = new SaveWriter(save.archive, save.sizeBytes, anew);
  writeHeader(writer, save.header);
  const prefixAt = writer.at;
  writer.raw(save.prefix.bytes);
  if (save.control !== undefined) writer.u8(save.control);
  save.archive.list.write(writer, save.properties);
  writer.raw(save.trailing);
  if (save.prefix.sizeAt !== undefined) {
    const at = prefixAt + save.prefix.sizeAt;
    writer.patch(at, writer.at - at - 4);
  }
  return writer.done();
}
