import { encodeProgress } from '@bothy/contracts/runner';

const everyMs = 5;

export interface FrameSink {
  /** False: hold back until told to go on. */
  write(frame: Uint8Array): boolean;
}

/** Tells how far each log is good: the first word after quiet at once, then the latest of each at most every 5 ms. */
export class ProgressTeller {
  readonly #sink: FrameSink;
  readonly #latest = new Map<number, { logBytes: number; lines: number }>();
  #timer: NodeJS.Timeout | null = null;
  #heldBack = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  tell(handle: number, logBytes: number, lines: number): void {
    this.#latest.set(handle, { logBytes, lines });
    if (this.#timer === null && !this.#heldBack) this.#send();
  }

  /** A state frame says more: what waits of this attempt is out of date. */
  drop(handle: number): void {
    this.#latest.delete(handle);
  }

  /** The peer has caught up. */
  goOn(): void {
    this.#heldBack = false;
    if (this.#timer === null) this.#send();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#latest.clear();
    this.#heldBack = true;
  }

  #send(): void {
    if (this.#latest.size === 0) return;
    for (const [handle, { logBytes, lines }] of this.#latest) {
      this.#heldBack = !this.#sink.write(encodeProgress(handle, logBytes, lines)) || this.#heldBack;
    }
    this.#latest.clear();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (!this.#heldBack) this.#send();
    }, everyMs);
  }
}
