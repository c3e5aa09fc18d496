import type { Body, ByteSink } from '../../../../platform/bytes/body.js';

/** Holds each piece until the next one is asked for. */
class HandOver implements ByteSink {
  readonly #gone = new AbortController();
  #piece: Uint8Array | null = null;
  #ended = false;
  #taken: () => void = () => {};
  #came: () => void = () => {};

  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  write(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#gone.signal.aborted) return undefined;
    this.#piece = bytes;
    this.#came();
    return new Promise((resolve) => {
      this.#taken = resolve;
    });
  }

  /** Nothing comes any more. */
  end(): void {
    this.#ended = true;
    this.#came();
  }

  /** A copy, since the piece itself is written over once it is taken; null at the end. */
  async next(): Promise<Buffer | null> {
    if (!this.#piece && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#came = resolve;
      });
    }
    const copy = this.#piece && Buffer.from(this.#piece);
    this.#piece = null;
    this.#taken();
    return copy;
  }

  leave(): void {
    this.#gone.abort();
    this.#taken();
  }
}

/** The bytes of a body, piece by piece, for what takes no sink. Whoever stops half-way lets go of the body. */
export async function* buffersOf(body: Body): AsyncGenerator<Buffer> {
  const hands = new HandOver();
  const pumped = body.pumpTo(hands).then(
    () => ({ failed: false, error: null }),
    (error: unknown) => ({ failed: true, error }),
  );
  void pumped.then(() => hands.end());
  try {
    for (let piece = await hands.next(); piece; piece = await hands.next()) yield piece;
    const { failed, error } = await pumped;
    if (failed) throw error;
  } finally {
    hands.leave();
    await pumped;
  }
}
