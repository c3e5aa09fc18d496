const quietMs = 50;
/** A read this large was cut by the pipe, not by the bot: its unfinished line is no prompt. */
const largeReadBytes = 4096;
const largeReadQuietMs = 1000;

/** The part of a sink that is needed here. */
interface Flushed {
  readonly pending: boolean;
  flush(): void;
}

/** Has a sink give out an unfinished line when the bot falls silent. */
export class QuietFlush {
  readonly #sink: Flushed;
  #timer: NodeJS.Timeout | null = null;
  #readsSeen = 0;

  constructor(sink: Flushed) {
    this.#sink = sink;
  }

  /** To be called after each read that the sink was given. */
  afterRead(bytes: number): void {
    this.#readsSeen++;
    this.cancel();
    if (this.#sink.pending) this.#flushAfter(bytes < largeReadBytes ? quietMs : largeReadQuietMs);
  }

  /** Reading goes on after a hold. */
  afterHold(): void {
    if (this.#sink.pending) this.#flushAfter(largeReadQuietMs);
  }

  cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #flushAfter(ms: number): void {
    const seen = this.#readsSeen;
    const timer = setTimeout(() => {
      // After a stall of the loop the timer comes before what waits to be read: read first, then decide.
      setImmediate(() => {
        if (this.#readsSeen === seen && this.#timer === timer) this.#sink.flush();
      });
    }, ms);
    this.#timer = timer;
  }
}
