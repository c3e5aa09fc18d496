import { SaveError } from '../errors.ts';
import { ByteReader } from '../io/byte-reader.ts';
import type { Limits } from '../limits.ts';
import type { PropertyList } from '../properties/property-list.ts';
import type { Registry } from '../registry.ts';
import type { GvasSave } from '../save.ts';
import { Archive } from './archive.ts';
import { gvasMagic, readHeader, versionOf, writeHeader, type SaveHeader } from './header.ts';
import { noPrefix, type SavePrefix } from './prefix.ts';
import { SaveReader, SaveWriter } from './save-stream.ts';

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
  return { kind: 'gvas', archive, header, prefix, control, properties, trailing: reader.rest(), sizeBytes: bytes.length };
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
  if (looksLikeTag(reader, usual)) return bodyAt(reader, at, usual, hasControl, archive);
  if (hasControl && looksLikeTag(reader, at)) return bodyAt(reader, at, at, false, archive);
  for (let start = at; start <= Math.min(reader.bytes.length, at + longestPrefix); start += 1) {
    if (!looksLikeTag(reader, start)) continue;
    try {
      return bodyAt(reader, at, start, hasControl, archive);
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      reader.guessed(longestPrefix);
    }
  }
  return bodyAt(reader, at, usual, hasControl, archive);
}

/** Bytes that a save class may put before its properties. */
const longestPrefix = 4096;
const longestName = 256;

/** Whether a name and the name of a type stand here, or the mark of an empty list. */
function looksLikeTag(reader: SaveReader, at: number): boolean {
  const { bytes } = reader;
  const name = nameAt(bytes, at);
  if (name === undefined) return false;
  if (name.text === 'None') return true;
  return nameAt(bytes, name.end)?.text.endsWith('Property') ?? false;
}

function nameAt(bytes: Uint8Array, at: number): { text: string; end: number } | undefined {
  if (at + 5 > bytes.length) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(at, true);
  const wide = length < 0;
  const size = wide ? -2 * length : length;
  const end = at + 4 + size;
  if (size < 2 || size > longestName || end > bytes.length || bytes[end - 1] !== 0) return undefined;
  return { text: String.fromCharCode(...bytes.subarray(at + 4, end - (wide ? 2 : 1))), end };
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
export function writeGvas(save: GvasSave, anew = false): Uint8Array {
  const writer = new SaveWriter(save.archive, save.sizeBytes + 4096, anew);
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
