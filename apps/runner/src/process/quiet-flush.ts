const quietMs = 50;
/** A read this large was cut by the pipe, not by the bot: its unfinished line is no prompt. */
const largeReadBytes = 4096;
const largeReadQuietMs = 1000;
const newline = 10;

/** The part of a sink that is needed here. */
interface Flushed {
  readonly pending: boolean;
  flush(): void;
}

/**
 * Has a sink give out a line that stands unfinished for a while, though more of it keeps coming: a progress bar that is
 * drawn again and again in one line is to be seen as it moves.
 */
export class QuietFlush {
  readonly #sink: Flushed;
  #timer: NodeJS.Timeout | null = null;
  #waitMs = 0;

  constructor(sink: Flushed) {
    this.#sink = sink;
  }

  /** To be called after each read that the sink was given. */
  afterRead(chunk: Buffer): void {
    if (!this.#sink.pending) return this.cancel();
    const large = chunk.length >= largeReadBytes;
    // More of a line that waits already does not make it wait longer.
    if (!large && this.#timer !== null && this.#waitMs === quietMs && !chunk.includes(newline)) return;
    this.#flushAfter(large ? largeReadQuietMs : quietMs);
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
    this.cancel();
    this.#waitMs = ms;
    const timer = setTimeout(() => {
      // After a stall of the loop the timer comes before what waits to be read: read first, then decide.
      setImmediate(() => {
        if (this.#timer !== timer) return;
        this.#timer = null;
        this.#sink.flush();
      });
    }, ms);
    this.#timer = timer;
  }
}
