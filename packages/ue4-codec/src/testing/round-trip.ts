import { fromJson, readSave, toJson, walk, writeSave } from '../index.js';
import type { Save } from '../save.js';

/** The same bytes in memory of their own. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** Where two files differ first, for a message that can be read; '' where they do not. */
export function difference(actual: Uint8Array, wanted: Uint8Array): string {
  const length = Math.min(actual.length, wanted.length);
  let at = 0;
  while (at < length && actual[at] === wanted[at]) at += 1;
  if (at === length && actual.length === wanted.length) return '';
  const around = (bytes: Uint8Array) => Buffer.from(bytes.subarray(Math.max(0, at - 8), at + 24)).toString('hex');
  return `differs at ${at} (${actual.length} bytes, ${wanted.length} wanted): ${around(actual)} where ${around(wanted)}`;
}

/** A save that has been through JSON, its input overwritten in between: nothing of it can have been kept. */
export function throughJson(input: Uint8Array): { json: string; save: Save } {
  const own = copyOf(input);
  const json = [...toJson(readSave(own))].join('');
  own.fill(0);
  return { json, save: fromJson([json]) };
}

/** Where one of the three ways of writing gives other bytes than the input, or the input was written to. */
export function losses(input: Uint8Array): string[] {
  const kept = copyOf(input);
  const save = readSave(input);
  const written: [string, Uint8Array][] = [
    ['as it was read', writeSave(save)],
    ['anew', writeSave(save, { anew: true })],
    ['from JSON', writeSave(throughJson(input).save)],
    ['the input itself', input],
  ];
  return written
    .map(([way, bytes]) => [way, difference(bytes, kept)])
    .flatMap(([way, told]) => (told === '' ? [] : `${way} ${told}`));
}

/** Visits every node; how many there are. */
export function countNodes(save: Save): number {
  let count = 0;
  for (const _ of walk(save)) count += 1;
  return count;
}

/** The properties of a save's JSON, each as it is put out. */
export function jsonProperties(input: Uint8Array): unknown[] {
  const json: unknown = JSON.parse(throughJson(input).json);
  return isRecord(json) && Array.isArray(json['properties']) ? json['properties'] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
