import type { Codec } from './codec.js';
import { emitBytes, parseBytes } from './value-bytes.js';

/** Bytes that are carried and not understood. */
export class Opaque {
  constructor(
    readonly bytes: Uint8Array,
    /** Why they were not understood. */
    readonly reason: string,
  ) {}
}

/** Carries a whole payload as it is. */
export const opaqueCodec: Codec<Opaque> = {
  id: 'opaque',
  minSize: 0,
  opaque: true,
  read: (reader) => new Opaque(reader.rest(), 'the type is not known'),
  write: (writer, value) => writer.raw(value.bytes),
  emit: (value, out) => emitBytes(value.bytes, out),
  parse: (json) => new Opaque(parseBytes(json), 'it came as opaque bytes'),
};
