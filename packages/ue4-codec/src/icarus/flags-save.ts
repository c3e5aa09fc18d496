import { SaveError } from '../errors.js';
import { ByteReader } from '../io/byte-reader.js';
import { ByteWriter } from '../io/byte-writer.js';
import type { FlagsSave } from '../save.js';

const longestName = 256;

/** Reads `flags_<id>.dat`: a name, then a counted list of numbers up to the end. */
export function readFlags(bytes: Uint8Array): FlagsSave {
  const reader = new ByteReader(bytes);
  const name = reader.str();
  const at = reader.at;
  const count = reader.u32();
  if (count * 4 !== reader.remaining)
    throw new SaveError('malformed', `${count} flags are announced where ${reader.remaining} bytes are left`, at);
  return { kind: 'icarus-flags', name, flags: Array.from({ length: count }, () => reader.u32()) };
}

export function writeFlags(save: FlagsSave): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(64 + 4 * save.flags.length);
  writer.str(save.name);
  writer.u32(save.flags.length);
  for (const flag of save.flags) writer.u32(flag);
  return writer.done();
}

/** Whether bytes are such a file: exact in length, with a name that a person can read. Never throws. */
export function isFlags(bytes: Uint8Array): boolean {
  if (bytes.length < 9) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getInt32(0, true);
  if (length < 2 || length > longestName || bytes.length < 8 + length || bytes[3 + length] !== 0) return false;
  const readable = bytes.subarray(4, 3 + length).every((byte) => byte >= 0x20 && byte < 0x7f);
  return readable && view.getUint32(4 + length, true) * 4 === bytes.length - 8 - length;
}
