import type { JsonSave } from '../save.js';
import { JsonDocument } from './json-document.js';

/** Reads a file that is JSON and nothing else. */
export function readJsonSave(bytes: Uint8Array, kind: JsonSave['kind']): JsonSave {
  return { kind, document: JsonDocument.parse(bytes) };
}

export function writeJsonSave(save: JsonSave): Uint8Array<ArrayBuffer> {
  return save.document.toBytes();
}
