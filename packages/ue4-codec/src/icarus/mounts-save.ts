import { Archive } from '../archive/archive.js';
import { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { sameBytes } from '../io/same-bytes.js';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import type { Limits } from '../limits.js';
import type { Registry } from '../registry.js';
import type { MountRecorder, MountsSave } from '../save.js';
import { JsonDocument, type JsonChange, type JsonPath } from './json-document.js';
import { icarusVersion } from './knowledge.js';
import { readRecorderData, RecorderData, writeRecorderData } from './recorder-data.js';

/** The list of pets. */
export const savedMounts = 'SavedMounts';

/** Pets of one player: far more than anybody keeps. */
const mostMounts = 10_000;

/** Where the bytes of a pet stand. */
export function mountDataPath(index: number): JsonPath {
  return [savedMounts, index, 'RecorderBlob', 'BinaryData'];
}

/** Reads a file of pets. A pet whose bytes are not understood keeps its text and has no recorder. */
export function readMounts(bytes: Uint8Array, registry: Registry, limits: Limits): MountsSave {
  const document = JsonDocument.parse(bytes);
  const archive = new Archive(icarusVersion, registry, limits);
  const count = document.length([savedMounts]);
  if (count === undefined) throw new SaveError('malformed', `this file has no ${savedMounts}`);
  if (count > mostMounts) throw new SaveError('limit', `there are ${count} pets where ${mostMounts} are allowed`);
  const recorders = Array.from({ length: count }, (_, i) => readRecorder(document, i, archive));
  return { kind: 'icarus-mounts', archive, document, recorders };
}

/** Decodes the bytes of one pet; undefined where they are none, or not understood. */
export function readRecorder(document: JsonDocument, index: number, archive: Archive): MountRecorder | undefined {
  const bytes = storedBytes(document, index);
  if (bytes === undefined) return undefined;
  try {
    const { properties, tail } = readRecorderData(new SaveReader(archive, bytes), archive.list);
    return { properties, tail, stored: properties };
  } catch (error) {
    if (error instanceof SaveError) return undefined;
    throw error;
  }
}

/** The bytes that the document holds of a pet; undefined where they are no list of bytes. */
function storedBytes(document: JsonDocument, index: number): Uint8Array | undefined {
  const list = document.value(mountDataPath(index));
  if (!Array.isArray(list) || !list.every(isByte)) return undefined;
  return Uint8Array.from(list);
}

function isByte(json: Json): json is number {
  return typeof json === 'number' && Number.isInteger(json) && json >= 0 && json <= 255 && !Object.is(json, -0);
}

/** The bytes of a file of pets. What was not touched keeps its text; `anew`: every property is written anew. */
export function writeMounts(save: MountsSave, anew = false): Uint8Array<ArrayBuffer> {
  const { document, recorders } = save;
  const changes: JsonChange[] = [];
  recorders.forEach((recorder, index) => {
    if (recorder === undefined || (recorder.properties === recorder.stored && !anew)) return;
    const bytes = recorderBytes(save, recorder, anew);
    const stored = storedBytes(document, index);
    if (stored === undefined || !sameBytes(stored, bytes))
      changes.push({ path: mountDataPath(index), json: [...bytes] });
  });
  return (changes.length === 0 ? document : document.edit(changes)).toBytes();
}

/** The stream of a pet as bytes. */
export function recorderBytes(save: MountsSave, { properties, tail }: MountRecorder, anew = false): Uint8Array {
  const writer = new SaveWriter(save.archive, (properties.byteLength ?? 8192) + 1024, anew);
  writeRecorderData(writer, new RecorderData(properties, tail), save.archive.list);
  return writer.done();
}
