import { createHash } from 'node:crypto';
import type { ByteSink } from '../../../../platform/bytes/body.js';

/** Takes a file to its end, or to where it is too long, and keeps nothing but its measure. */
export class HashingSink implements ByteSink {
  readonly signal: AbortSignal;
  readonly #hash = createHash('sha256');
  readonly #tooLong = new AbortController();
  #sizeBytes = 0;

  constructor(
    private readonly mostBytes: number,
    ended: AbortSignal,
  ) {
    this.signal = AbortSignal.any([ended, this.#tooLong.signal]);
  }

  get isTooLong(): boolean {
    return this.#tooLong.signal.aborted;
  }

  write(bytes: Uint8Array): undefined {
    this.#sizeBytes += bytes.length;
    if (this.#sizeBytes > this.mostBytes) this.#tooLong.abort();
    else this.#hash.update(bytes);
  }

  /** Once only, when all was taken. */
  measure(): { readonly sizeBytes: number; readonly sha256: string } {
    return { sizeBytes: this.#sizeBytes, sha256: this.#hash.digest('hex') };
  }
}
