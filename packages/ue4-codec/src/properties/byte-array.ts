import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import type { Codec } from './codec.js';
import { emitBytes, parseBytes } from './value-bytes.js';

/** `TArray<uint8>`: i32 n, then the bytes; as JSON in base64. */
export const byteArray: Codec<Uint8Array> = Object.freeze({
  id: 'bytes',
  minSize: 4,
  read: (reader: SaveReader) => reader.take(reader.count(1)),
  write(writer: SaveWriter, value: Uint8Array) {
    writer.i32(value.length);
    writer.raw(value);
  },
  emit: emitBytes,
  parse: parseBytes,
});
