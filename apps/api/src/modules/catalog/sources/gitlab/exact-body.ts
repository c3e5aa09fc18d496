import type { Body, ByteSink } from '../../../../platform/bytes/body.js';
import { fileChanged } from '../../sources.errors.js';

/** A body that does not tell its length, of a file that is known to have one: it must come to that, and to no more. */
export class ExactBody implements Body {
  constructor(
    private readonly body: Body,
    readonly lengthBytes: number,
  ) {}

  async pumpTo(sink: ByteSink): Promise<void> {
    const counting = new CountingSink(sink, this.lengthBytes);
    await this.body.pumpTo(counting);
    if (sink.signal.aborted) return;
    if (counting.isTooMuch || counting.leftBytes > 0) throw fileChanged();
  }

  cancel(): void {
    this.body.cancel();
  }
}

class CountingSink implements ByteSink {
  readonly signal: AbortSignal;
  readonly #tooMuch = new AbortController();

  constructor(
    private readonly sink: ByteSink,
    public leftBytes: number,
  ) {
    this.signal = AbortSignal.any([sink.signal, this.#tooMuch.signal]);
  }

  get isTooMuch(): boolean {
    return this.#tooMuch.signal.aborted;
  }

  write(bytes: Uint8Array): Promise<void> | undefined {
    const within = bytes.subarray(0, this.leftBytes);
    this.leftBytes -= within.length;
    if (within.length < bytes.length) this.#tooMuch.abort();
    return within.length > 0 ? this.sink.write(within) : undefined;
  }
}
