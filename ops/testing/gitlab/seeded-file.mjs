import { createCipheriv, createHash } from 'node:crypto';

const blockBytes = 16;
const chunkBytes = 64 * 1024;

/**
 * A file whose bytes follow from a seed: as large as it is wanted, the same each time, read from anywhere without memory.
 * They are a key stream of AES in counter mode, so that nothing on the way can pack them or guess them.
 */
export class SeededFile {
  #key;
  /** @type {string | null} */
  #sha256 = null;

  /**
   * @param {string} seed
   * @param {number} sizeBytes
   */
  constructor(seed, sizeBytes) {
    this.#key = createHash('sha256').update(seed).digest().subarray(0, 16);
    this.sizeBytes = sizeBytes;
  }

  /**
   * The bytes `from` to `to` (not included).
   *
   * @param {number} from
   * @param {number} to
   * @returns {Generator<Buffer>}
   */
  *bytes(from = 0, to = this.sizeBytes) {
    const counter = Buffer.alloc(blockBytes);
    counter.writeBigUInt64BE(BigInt(Math.floor(from / blockBytes)), 8);
    const stream = createCipheriv('aes-128-ctr', this.#key, counter);
    stream.update(Buffer.alloc(from % blockBytes));
    for (let at = from; at < to; at += chunkBytes) yield stream.update(Buffer.alloc(Math.min(chunkBytes, to - at)));
  }

  /** In hex. */
  get sha256() {
    if (this.#sha256 === null) {
      const hash = createHash('sha256');
      for (const chunk of this.bytes()) hash.update(chunk);
      this.#sha256 = hash.digest('hex');
    }
    return this.#sha256;
  }
}

/** A file that holds what it is given. */
export class PlainFile {
  #bytes;

  /** @param {string | Uint8Array} content */
  constructor(content) {
    this.#bytes = Buffer.from(content);
  }

  get sizeBytes() {
    return this.#bytes.length;
  }

  /**
   * @param {number} from
   * @param {number} to
   * @returns {Generator<Buffer>}
   */
  *bytes(from = 0, to = this.sizeBytes) {
    if (to > from) yield this.#bytes.subarray(from, to);
  }

  get sha256() {
    return createHash('sha256').update(this.#bytes).digest('hex');
  }
}
