import { bodyIncomplete } from './body.errors.js';
import type { Body, ByteSink } from './body.js';

/** The middle of a body, for a source that only gives the whole: what lies before is read and dropped. */
export const spanOf = (body: Body, skipBytes: number, takeBytes: number): Body => ({
  lengthBytes: takeBytes,
  cancel: () => body.cancel(),
  pumpTo: async (sink) => {
    const window = new Window(sink, skipBytes, takeBytes);
    await body.pumpTo(window);
    if (window.missingBytes > 0 && !sink.signal.aborted) throw bodyIncomplete();
  },
});

/** Passes on what lies within, and wants nothing more behind it. */
class Window implements ByteSink {
  readonly signal: AbortSignal;
  readonly #full = new AbortController();

  constructor(
    private readonly sink: ByteSink,
    private toSkip: number,
    public missingBytes: number,
  ) {
    this.signal = AbortSignal.any([sink.signal, this.#full.signal]);
    if (missingBytes === 0) this.#full.abort();
  }

  write(bytes: Uint8Array): Promise<void> | undefined {
    const skipped = Math.min(this.toSkip, bytes.length);
    this.toSkip -= skipped;
    if (skipped > 0) this.sink.skipped?.(skipped);
    const within = bytes.subarray(skipped, skipped + this.missingBytes);
    if (within.length === 0) return undefined;
    this.missingBytes -= within.length;
    const taken = this.sink.write(within);
    if (this.missingBytes > 0) return taken;
    if (!taken) return this.#end();
    return taken.then(() => this.#end());
  }

  #end(): undefined {
    this.#full.abort();
  }
}
