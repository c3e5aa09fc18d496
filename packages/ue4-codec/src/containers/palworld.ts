import { SaveError } from '../errors.js';
import { ByteReader } from '../io/byte-reader.js';
import type { Limits } from '../limits.js';
import { sameBytes } from '../io/same-bytes.js';
import { deflate, inflate } from './zlib.js';

/** How often the content is packed by zlib: `1` once, `2` twice, as ASCII. */
export type PackedType = 0x31 | 0x32;

/** Palworld's container around a save, as it was stored; the content itself is kept apart. */
export interface PackedContainer {
  readonly type: PackedType;
  /** Twelve bytes that some saves (of the Game Pass) have in front, `CNK` in them; empty where there are none. */
  readonly chunkHeader: Uint8Array;
  /** Bytes of the content, as the header tells. */
  readonly unpackedBytes: number;
  /** Bytes after packing once, as the header tells. */
  readonly packedBytes: number;
  /**
   * The packed bytes: they stay as they are while the content is what they hold. Where they are undefined, packing the
   * content gives them.
   */
  readonly packed: Uint8Array | undefined;
}

const headerBytes = 12;
const chunked = 'CNK';
const zlib = 'PlZ';
const oodle = 'PlM';

/** What stands where a container has its signature, '' when that is none of the known ones. */
export function palworldSignature(bytes: Uint8Array): string {
  const signature = signatureAt(bytes, 0);
  if (signature !== chunked) return signature;
  return signatureAt(bytes, headerBytes) === '' ? '' : chunked + signatureAt(bytes, headerBytes);
}

function signatureAt(bytes: Uint8Array, start: number): string {
  if (bytes.length < start + headerBytes) return '';
  const text = String.fromCharCode(bytes[start + 8] as number, bytes[start + 9] as number, bytes[start + 10] as number);
  return text === zlib || text === oodle || (text === chunked && start === 0) ? text : '';
}

/** Reads the container and unpacks what is in it. */
export function unpackPalworld(bytes: Uint8Array, limits: Limits): { container: PackedContainer; content: Uint8Array } {
  const signature = palworldSignature(bytes);
  if (signature.endsWith(oodle))
    throw new SaveError('unsupported', 'this save is packed by Oodle (PlM), which cannot be unpacked here', 8);
  if (!signature.endsWith(zlib)) throw new SaveError('not-a-save', 'this is no container of Palworld', 8);
  const start = signature.startsWith(chunked) ? headerBytes : 0;
  const reader = new ByteReader(bytes);
  reader.at = start;
  const unpackedBytes = reader.u32();
  const packedBytes = reader.u32();
  reader.skip(3);
  const type = reader.u8();
  if (type !== 0x31 && type !== 0x32)
    throw new SaveError(
      'unsupported',
      `packing of type 0x${type.toString(16)} is not known (0x31 and 0x32 are)`,
      start + 11,
    );
  const packed = reader.rest();
  const container = { type, chunkHeader: bytes.subarray(0, start), unpackedBytes, packedBytes, packed } as const;
  return { container, content: unpack(container, packed, limits.inflatedBytes, start + headerBytes) };
}

function unpack(
  { type, unpackedBytes, packedBytes }: PackedContainer,
  packed: Uint8Array,
  limit: number,
  offset: number,
): Uint8Array {
  if (type === 0x31) return inflate(packed, limit, { expected: unpackedBytes, offset });
  // What is packed already grows by a little at most when it is packed once more.
  const once = inflate(packed, Math.ceil(limit * 1.01) + 1024, { expected: packedBytes, offset });
  return inflate(once, limit, { expected: unpackedBytes });
}

/** Packs content. As long as it is what the container held, the bytes are those that were read. */
export function packPalworld(container: PackedContainer, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { packed, chunkHeader, unpackedBytes, packedBytes } = container;
  if (packed !== undefined && holds(container, packed, content))
    return join(container, unpackedBytes, packedBytes, packed, chunkHeader);
  const once = deflate(content);
  const twice = container.type === 0x32 ? deflate(once) : once;
  return join(container, content.length, once.length, twice, restamped(container, content.length, once.length));
}

/** Whether the packed bytes hold that very content. */
function holds(container: PackedContainer, packed: Uint8Array, content: Uint8Array): boolean {
  try {
    return sameBytes(
      unpack(container, packed, Math.max(content.length, container.unpackedBytes, container.packedBytes), 0),
      content,
    );
  } catch (error) {
    // More content than the one at hand: another content.
    if (error instanceof SaveError && error.code === 'limit') return false;
    throw error;
  }
}

/** The numbers in the chunk header follow those of the container where they were the same. */
function restamped(
  { chunkHeader, unpackedBytes, packedBytes }: PackedContainer,
  unpacked: number,
  packed: number,
): Uint8Array {
  if (chunkHeader.length === 0) return chunkHeader;
  const bytes = chunkHeader.slice();
  const view = new DataView(bytes.buffer);
  if (view.getUint32(0, true) === unpackedBytes) view.setUint32(0, unpacked, true);
  if (view.getUint32(4, true) === packedBytes) view.setUint32(4, packed, true);
  return bytes;
}

function join(
  { type }: PackedContainer,
  unpackedBytes: number,
  packedBytes: number,
  packed: Uint8Array,
  front: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(front.length + headerBytes + packed.length);
  bytes.set(front);
  const view = new DataView(bytes.buffer, front.length);
  view.setUint32(0, unpackedBytes, true);
  view.setUint32(4, packedBytes, true);
  for (let i = 0; i < zlib.length; i += 1) view.setUint8(8 + i, zlib.charCodeAt(i));
  view.setUint8(11, type);
  bytes.set(packed, front.length + headerBytes);
  return bytes;
}
