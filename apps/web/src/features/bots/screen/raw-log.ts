/** Fetches bytes of a log as they were printed; `range` is that of a `Range` header. */
export type FetchRange = (range: string) => Promise<Response>;

/** Of a longer log only the end is replayed. */
export const replayedBytes = 4_000_000;
/** So much is asked for at once behind what is here. */
const stepBytes = 1_000_000;

/**
 * Reads a log as raw bytes, from its last megabytes on, and goes on where it left off each time it is asked to. The
 * byte before is always asked for again: a range that begins at the end of a log would be refused.
 */
export class RawLog {
  #next: number | null = null;
  #reading: Promise<void> | null = null;
  #again = false;
  /** So many bytes at the beginning are left out. */
  skippedBytes = 0;

  constructor(
    private readonly fetchRange: FetchRange,
    private readonly take: (bytes: Uint8Array) => Promise<void>,
  ) {}

  /** Reads all that is there now. The log must not be empty. Resolves when it was taken in. */
  readOn(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      if (this.#next === null) await this.#begin();
      while (await this.#step());
    }
  }

  async #begin(): Promise<void> {
    const response = await this.fetchRange(`bytes=-${replayedBytes}`);
    const from = Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? 0);
    const bytes = new Uint8Array(await response.arrayBuffer());
    this.skippedBytes = from;
    this.#next = from + bytes.length;
    await this.take(bytes);
  }

  /** True when there may be more. */
  async #step(): Promise<boolean> {
    const next = this.#next ?? 0;
    const response = await this.fetchRange(`bytes=${next - 1}-${next - 1 + stepBytes}`);
    const bytes = new Uint8Array(await response.arrayBuffer()).subarray(1);
    if (!bytes.length) return false;
    this.#next = next + bytes.length;
    await this.take(bytes);
    return bytes.length >= stepBytes;
  }
}
