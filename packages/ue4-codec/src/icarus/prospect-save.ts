import { Archive } from '../archive/archive.js';
import { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { fromBase64, toBase64 } from '../io/base64.js';
import { sameBytes } from '../io/same-bytes.js';
import { sha1Hex } from '../containers/sha1.js';
import { deflate, inflate } from '../containers/zlib.js';
import { SaveError, within } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Registry } from '../registry.js';
import type { ProspectSave } from '../save.js';
import { JsonDocument, type JsonPath } from './json-document.js';
import { icarusVersion } from './knowledge.js';

const blobPath = 'ProspectBlob';

function field(name: string): JsonPath {
  return [blobPath, name];
}

/** Reads a prospect; a hash or a length that is wrong in the file is kept until the content changes. */
export function readProspect(bytes: Uint8Array, registry: Registry, limits: Limits): ProspectSave {
  const document = JsonDocument.parse(bytes);
  const content = unpack(document, limits.inflatedBytes);
  const archive = new Archive(icarusVersion, registry, limits);
  const reader = new SaveReader(archive, content);
  const properties = archive.list.read(reader);
  if (reader.remaining > 0)
    throw new SaveError('malformed', `${reader.remaining} bytes follow the properties`, reader.at);
  return { kind: 'icarus-prospect', archive, document, properties, packed: properties, sizeBytes: content.length };
}

function unpack(document: JsonDocument, limit: number): Uint8Array {
  const plausible = announcedLength(document);
  return within(`${blobPath}.BinaryBlob`, () =>
    inflate(packedBytes(document), limit, plausible === undefined ? {} : { expected: plausible }),
  );
}

/** The unpacked length that is told; undefined where it is none that could be. */
function announcedLength(document: JsonDocument): number | undefined {
  const told = document.value(field('UncompressedLength'));
  return typeof told === 'number' && Number.isInteger(told) && told > 0 ? told : undefined;
}

function packedBytes(document: JsonDocument): Uint8Array {
  const blob = document.value(field('BinaryBlob'));
  if (typeof blob !== 'string') throw new SaveError('malformed', 'this prospect has no packed text');
  try {
    return fromBase64(blob);
  } catch (error) {
    throw error instanceof SaveError ? new SaveError('malformed', error.problem) : error;
  }
}

/** The bytes of a prospect. What was not touched keeps its text; `anew`: every property is written anew. */
export function writeProspect(save: ProspectSave, anew = false): Uint8Array<ArrayBuffer> {
  return writtenDocument(save, anew).toBytes();
}

/** The text of a prospect as it is written, with the hash and the lengths that it gets. */
export function writtenDocument(save: ProspectSave, anew = false): JsonDocument {
  const { document, archive, properties, packed, sizeBytes } = save;
  const blank = document.value(field('BinaryBlob')) === '';
  if (properties === packed && !anew && !blank) return document;
  const writer = new SaveWriter(archive, sizeBytes + 4096, anew);
  archive.list.write(writer, properties);
  const content = writer.done();
  return !blank && holds(document, content, archive.limits.inflatedBytes) ? document : pack(document, content);
}

/** Whether the document holds that very content. */
function holds(document: JsonDocument, content: Uint8Array, limit: number): boolean {
  const announced = announcedLength(document);
  // It never unpacks to more than it announces.
  if (announced !== undefined && announced < content.length) return false;
  return sameBytes(unpack(document, limit), content);
}

function pack(document: JsonDocument, content: Uint8Array): JsonDocument {
  const packed = deflate(content);
  const values: Readonly<Record<string, string | number>> = {
    // In lower case: the game throws a world away whose hash is in upper case.
    Hash: sha1Hex(content),
    TotalLength: packed.length,
    DataLength: packed.length,
    UncompressedLength: content.length,
    BinaryBlob: toBase64(packed),
  };
  const there = Object.entries(values).filter(([name]) => document.has(field(name)));
  const edited = document.edit(there.map(([name, json]) => ({ path: field(name), json })));
  const missing = Object.entries(values).filter(([name]) => !document.has(field(name)));
  return missing.reduce((next, [name, json]) => next.setProperty([blobPath], name, json), edited);
}

/** What the document tells of its packed content, and what is true of it. */
export interface ProspectHash {
  readonly stored: string | undefined;
  /** SHA-1 of the unpacked content that the document holds. */
  readonly actual: string;
  /** False where the game would discard the prospect. */
  readonly matches: boolean;
}

/** Checks the hash in the document, as the game does when it loads the prospect. */
export function prospectHash(save: ProspectSave): ProspectHash {
  const actual = sha1Hex(unpack(save.document, save.archive.limits.inflatedBytes));
  const stored = save.document.value(field('Hash'));
  return { stored: typeof stored === 'string' ? stored : undefined, actual, matches: stored === actual };
}
