import { SaveError } from '../errors.js';

/** Formats that are known by their first bytes, and that cannot be read here. */
const signatures: readonly (readonly [name: string, first: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['LZ4', [0x04, 0x22, 0x4d, 0x18]],
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['XZ', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ["the engine's compressed chunks", [0xc1, 0x83, 0x2a, 0x9e]],
  ["the engine's compressed chunks", [0x9e, 0x2a, 0x83, 0xc1]],
  ['bare zlib data', [0x78, 0x01]],
  ['bare zlib data', [0x78, 0x5e]],
  ['bare zlib data', [0x78, 0x9c]],
  ['bare zlib data', [0x78, 0xda]],
  // The first byte of an Oodle block (0x8c, or 0xcc where it is stored), then the number of its decoder.
  ...[0x8c, 0xcc].flatMap((block) =>
    [0x05, 0x06, 0x0a, 0x0b, 0x0c].map((decoder) => ['Oodle', [block, decoder]] as const),
  ),
];

/** What packs or holds the bytes instead of a save; undefined where that is not known. */
export function foreignFormat(bytes: Uint8Array): string | undefined {
  return signatures.find(([, first]) => first.every((byte, i) => bytes[i] === byte))?.[0];
}

/** The error for bytes that are none of the kinds that are known. */
export function unknownSave(bytes: Uint8Array): SaveError {
  if (bytes.length === 0) return new SaveError('not-a-save', 'this file is empty');
  const format = foreignFormat(bytes);
  if (format !== undefined) return new SaveError('unsupported', `this is ${format}, which cannot be unpacked here`);
  if (bytes.every((byte) => byte === 0))
    return new SaveError('not-a-save', 'this file holds zeros only: its content is lost');
  return new SaveError('not-a-save', 'this is no save of a kind that is known');
}
