const firstBytes = 128 * 1024;
/** One that grew past this for once is given back. */
const keptBytes = 1024 * 1024;
const nothing = Buffer.alloc(0);

/** Bytes put together piece by piece, in memory that is used again and again. */
export class GrowingBuffer {
  #bytes: Buffer = nothing;
  #used = 0;

  get length(): number {
    return this.#used;
  }

  clear(): void {
    this.#used = 0;
    if (this.#bytes.length > keptBytes) this.#bytes = nothing;
  }

  append(source: Buffer, from: number, to: number): void {
    const bytes = to - from;
    if (this.#used + bytes > this.#bytes.length) this.#grow(this.#used + bytes);
    source.copy(this.#bytes, this.#used, from, to);
    this.#used += bytes;
  }

  /** All of it; good until it is cleared. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#used);
  }

  #grow(bytes: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, firstBytes, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }
}
