import { expect } from 'vitest';
import { fromJson, opaqueBytes, readSave, toJson, walk, writeSave } from '../index.ts';
import type { Save } from '../save.ts';

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

/** What the three ways of writing give where it is not the input; empty where all do. */
export function failures(input: Uint8Array): string[] {
  const found: string[] = [];
  const check = (way: string, bytes: Uint8Array) => {
    const told = difference(bytes, input);
    if (told !== '') found.push(`${way}: ${told}`);
  };
  const save = readSave(input);
  check('as it was read', writeSave(save));
  check('anew', writeSave(save, { anew: true }));
  check('from JSON', writeSave(throughJson(input).save));
  return found;
}

/** Fails where any of the three ways of writing gives other bytes. */
export function expectLossless(input: Uint8Array): void {
  const kept = copyOf(input);
  expect(failures(input)).toEqual([]);
  expect(difference(input, kept)).toBe('');
}

/** Visits every node; how many there are. */
export function countNodes(save: Save): number {
  let count = 0;
  for (const _ of walk(save)) count += 1;
  return count;
}

/** Everything that reading a save should stand. */
export function expectUnderstood(input: Uint8Array): void {
  expectLossless(input);
  expect(opaqueBytes(readSave(input))).toBe(0);
}

/** The properties of a save's JSON, each as it is put out. */
export function jsonProperties(input: Uint8Array): unknown[] {
  const json: unknown = JSON.parse(throughJson(input).json);
  return isRecord(json) && Array.isArray(json['properties']) ? json['properties'] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
