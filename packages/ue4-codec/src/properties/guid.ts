import type { ByteWriter } from '../io/byte-writer.js';
import type { Json } from '../json/json.js';
import { badValue, kindOf } from './value-json.js';

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, '0'),
);

/** The 16 bytes at `at` as the engine prints a GUID: four words of 32 bits, eight digits each. */
export function guidText(bytes: Uint8Array, at: number): string {
  let text = '';
  for (let word = at; word < at + 16; word += 4) {
    for (let i = word + 3; i >= word; i -= 1) text += hex[bytes[i] as number] as string;
  }
  return text;
}

/** Writes the 16 bytes of a GUID that is told as {@link guidText} does. */
export function guidBytes(text: string, writer: ByteWriter): void {
  for (let at = 0; at < 32; at += 8) writer.u32(Number.parseInt(text.slice(at, at + 8), 16));
}

/** A GUID from JSON: 32 hex digits, in either case, hyphens between them allowed. */
export function parseGuid(json: Json): string {
  const text = typeof json === 'string' ? json.replaceAll('-', '').toUpperCase() : '';
  if (!/^[0-9A-F]{32}$/.test(text)) throw badValue(`a GUID is 32 hex digits, not ${kindOf(json)}`);
  return text;
}
