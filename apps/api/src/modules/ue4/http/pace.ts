/** How slowly a client may send or take bytes that others wait for. */
export interface PaceRules {
  /** Without a byte. */
  readonly longestStallMs: number;
  /** On the whole, once the first seconds, which are as long as a stall, are over. */
  readonly leastBytesPerSecond: number;
  /** All in all. */
  readonly longestMs: number;
}

/** How one client keeps to it: only the time in which it is waited for counts. */
export class Pace {
  #bytes = 0;
  #waitedMs = 0;

  constructor(private readonly rules: PaceRules) {}

  /** How much longer it may be waited for at this moment. */
  get leftMs(): number {
    const { longestStallMs, leastBytesPerSecond, longestMs } = this.rules;
    const earnedMs = longestStallMs + (this.#bytes / leastBytesPerSecond) * 1000;
    return Math.max(0, Math.min(longestStallMs, earnedMs - this.#waitedMs, longestMs - this.#waitedMs));
  }

  note(bytes: number, waitedMs: number): void {
    this.#bytes += bytes;
    this.#waitedMs += waitedMs;
  }
}
