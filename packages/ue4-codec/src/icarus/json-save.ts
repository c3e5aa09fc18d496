import type { JsonSave } from '../save.ts';
import { JsonDocument } from './json-document.ts';

/** Reads a file that is JSON and nothing else. */
export function readJsonSave(bytes: Uint8Array, kind: JsonSave['kind']): JsonSave {
  return { kind, document: JsonDocument.parse(bytes) };
}

export function writeJsonSave(save: JsonSave): Uint8Array {
  return save.document.toBytes();
}

/** Where a file of that kind holds documents inside strings: the name of the list of them. */
export function embeddedListOf({ kind, document }: JsonSave): string | undefined {
  if (kind !== 'icarus-characters' && kind !== 'icarus-associated-prospects') return undefined;
  return document.names([]).find((name) => name.endsWith('.json'));
}
