import { bodyTooLarge } from '../ue4.errors.js';

const leastBytes = 64 * 1024;

/** Bytes that come in pieces, put together as they come: never twice as many in memory as there are. */
export class GatheredBytes {
  #bytes: Buffer;
  #length = 0;

  /** @param expectedBytes where the client said how many come; believed as far as the limit goes. */
  constructor(
    private readonly limitBytes: number,
    expectedBytes: number | null,
  ) {
    // Memory that nothing was written to is not taken from the machine yet.
    this.#bytes = Buffer.alloc(Math.min(limitBytes, expectedBytes ?? leastBytes));
  }

  /** @throws DomainError `body_too_large` */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.limitBytes) throw bodyTooLarge();
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  get all(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    const grown = Buffer.alloc(Math.min(this.limitBytes, Math.max(needed, this.#bytes.length * 2)));
    grown.set(this.all);
    this.#bytes = grown;
  }
}
