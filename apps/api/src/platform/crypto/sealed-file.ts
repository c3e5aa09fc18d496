import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { SealedFileBroken } from './sealed-file-broken.js';
import { segmentsOf } from './sealed-file-segments.js';

/** Bytes of text in each segment but the last, which holds what is left: all of a short file, and of an empty one none. */
export const segmentBytes = 65_536;
const tagBytes = 16;
const sealedSegmentBytes = segmentBytes + tagBytes;
const keyBytes = 32;
const saltBytes = 32;
const prefixBytes = 7;
/** The index of a segment has 32 bits. */
const mostSegments = 2 ** 32;

/**
 * What a file was sealed by. The key is the file's own; `context` says what the file is (`['artifact', id]`), so that
 * one that is put in another's place does not open there. Salt and size are to be kept where nobody can change them
 * alone: they tell where the file ends.
 */
export interface FileSeal {
  readonly key: Buffer;
  readonly salt: Buffer;
  readonly context: readonly (string | number)[];
  /** Of the file as it was before it was sealed. */
  readonly sizeBytes: number;
}

/** Reads sealed bytes, both ends included. */
export type SealedBytes = (first: number, last: number) => Promise<AsyncIterable<Buffer>>;

/** Size of a file once it is sealed. */
export const sealedSizeOf = (sizeBytes: number): number => sizeBytes + segmentCountOf(sizeBytes) * tagBytes;

const segmentCountOf = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / segmentBytes));

/**
 * Seals one file, by the construction of Tink's AES-GCM-HKDF streams: from the file's key and a fresh salt a key and a
 * 7-byte prefix are derived; each segment of 64 KiB is sealed by AES-256-GCM with the nonce
 * `prefix | u32 index (big-endian) | 1 for the last segment, else 0`, and followed by its tag of 16 bytes. Index and
 * flag make the order and the end of the segments part of what is sealed.
 *
 * The salt is drawn here and used once: the same file sent again, with other bytes, never meets a nonce a second time.
 */
export class FileSealing {
  readonly salt = randomBytes(saltBytes);
  #sizeBytes: number | null = null;
  #isBegun = false;

  constructor(
    readonly key: Buffer,
    readonly context: FileSeal['context'],
  ) {
    if (key.length !== keyBytes) throw new Error(`A file is sealed by a key of ${keyBytes} bytes.`);
  }

  static freshKey(): Buffer {
    return randomBytes(keyBytes);
  }

  /** The sealed segments of what `source` gives, in pieces of any size. Can be asked for once. */
  async *seal(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    if (this.#isBegun) throw new Error('A salt seals one file. Begin another sealing.');
    this.#isBegun = true;
    const segments = new Segments(this);
    let index = 0;
    let sizeBytes = 0;
    for await (const { parts, length, isLast } of segmentsOf(source, segmentBytes)) {
      yield* segments.seal(parts, index, isLast);
      sizeBytes += length;
      index += 1;
    }
    this.#sizeBytes = sizeBytes;
  }

  /**
   * What opens the file again.
   *
   * @throws Error before all of it is sealed.
   */
  get result(): FileSeal {
    const { key, salt, context } = this;
    if (this.#sizeBytes === null) throw new Error('The file is not sealed to its end.');
    return { key, salt, context, sizeBytes: this.#sizeBytes };
  }
}

/**
 * The bytes `from` to `to` (not included) of a sealed file. Only the segments that hold them are read; of a segment
 * nothing is given out before its tag has proven it.
 *
 * @throws SealedFileBroken at the first segment that is not as it was sealed, or not all there.
 */
export async function* openRange(seal: FileSeal, read: SealedBytes, from: number, to: number): AsyncGenerator<Buffer> {
  const { sizeBytes } = seal;
  if (!(from >= 0 && from <= to && to <= sizeBytes)) throw new RangeError(`bytes ${from} to ${to} of ${sizeBytes}`);
  const count = segmentCountOf(sizeBytes);
  const first = Math.min(Math.floor(from / segmentBytes), count - 1);
  const last = to > from ? Math.floor((to - 1) / segmentBytes) : first;
  const end = Math.min((last + 1) * sealedSegmentBytes, sealedSizeOf(sizeBytes));
  const source = await read(first * sealedSegmentBytes, end - 1);
  const segments = new Segments(seal);
  let index = first;
  let left = end - first * sealedSegmentBytes;
  for await (const { parts, length } of segmentsOf(source, sealedSegmentBytes)) {
    left -= length;
    // Too much, or a segment that is shorter than it has to be: then it is not the one that was asked for.
    if (left < 0 || (left > 0 && length !== sealedSegmentBytes)) throw new SealedFileBroken();
    let at = index * segmentBytes;
    for (const opened of segments.open(parts, index, index === count - 1)) {
      const wanted = opened.subarray(Math.max(0, from - at), Math.max(0, to - at));
      at += opened.length;
      if (wanted.length > 0) yield wanted;
    }
    index += 1;
  }
  if (left !== 0) throw new SealedFileBroken();
}

/** All of a sealed file, read from its beginning. */
export const openStream = (seal: FileSeal, read: SealedBytes): AsyncGenerator<Buffer> =>
  openRange(seal, read, 0, seal.sizeBytes);

class Segments {
  readonly #key: Buffer;
  readonly #prefix: Buffer;

  constructor({ key, salt, context }: Pick<FileSeal, 'key' | 'salt' | 'context'>) {
    if (key.length !== keyBytes || salt.length !== saltBytes) throw new SealedFileBroken();
    // As JSON, so that no two contexts read alike.
    const info = JSON.stringify(['bothy:sealed-file', 1, ...context, segmentBytes]);
    const derived = Buffer.from(hkdfSync('sha256', key, salt, info, keyBytes + prefixBytes));
    this.#key = derived.subarray(0, keyBytes);
    this.#prefix = derived.subarray(keyBytes);
  }

  /** Body and tag, in pieces. */
  seal(parts: readonly Buffer[], index: number, isLast: boolean): Buffer[] {
    const cipher = createCipheriv('aes-256-gcm', this.#key, this.#nonce(index, isLast), { authTagLength: tagBytes });
    const body = parts.map((part) => cipher.update(part));
    cipher.final();
    return [...body, cipher.getAuthTag()];
  }

  /** All of the segment, once its tag has proven it. */
  open(sealed: readonly Buffer[], index: number, isLast: boolean): Buffer[] {
    const { body, tag } = withoutTag(sealed);
    const nonce = this.#nonce(index, isLast);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(tag);
    const opened = body.map((part) => decipher.update(part));
    try {
      decipher.final();
    } catch (error) {
      // The decipher's own error says nothing more than this.
      if (error instanceof Error) throw new SealedFileBroken();
      throw error;
    }
    return opened;
  }

  #nonce(index: number, isLast: boolean): Buffer {
    if (index >= mostSegments) throw new Error('A file of this size cannot be sealed as one.');
    const nonce = Buffer.alloc(prefixBytes + 5);
    this.#prefix.copy(nonce);
    nonce.writeUInt32BE(index, prefixBytes);
    nonce[prefixBytes + 4] = isLast ? 1 : 0;
    return nonce;
  }
}

function withoutTag(sealed: readonly Buffer[]): { body: readonly Buffer[]; tag: Buffer } {
  const last = sealed.at(-1) ?? Buffer.alloc(0);
  if (last.length >= tagBytes) {
    return { body: [...sealed.slice(0, -1), last.subarray(0, -tagBytes)], tag: last.subarray(-tagBytes) };
  }
  // The tag itself came in pieces.
  const whole = Buffer.concat(sealed);
  if (whole.length < tagBytes) throw new SealedFileBroken();
  return { body: [whole.subarray(0, -tagBytes)], tag: whole.subarray(-tagBytes) };
}
