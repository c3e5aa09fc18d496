/** An hour is told in so many parts: what leaves the window leaves it a part at a time. */
const partMs = 5 * 60_000;
const partsOfAnHour = 12;

/** What one network takes: how many answers are open, and how many bytes went there in the last hour. */
export class ClientUse {
  open = 0;
  /** The oldest first. */
  #parts: { readonly number: number; bytes: number }[] = [];

  note(bytes: number, nowMs: number): void {
    const number = partAt(nowMs);
    const last = this.#parts.at(-1);
    if (last?.number === number) last.bytes += bytes;
    else this.#parts = [...this.#inWindow(nowMs), { number, bytes }];
  }

  bytesAt(nowMs: number): number {
    return this.#inWindow(nowMs).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** How long until fewer than so many bytes lie in the hour; 0: they do already. */
  msUntilBelow(limitBytes: number, nowMs: number): number {
    let bytes = this.bytesAt(nowMs);
    for (const part of this.#inWindow(nowMs)) {
      if (bytes < limitBytes) break;
      bytes -= part.bytes;
      if (bytes < limitBytes) return (part.number + partsOfAnHour) * partMs - nowMs;
    }
    return 0;
  }

  isIdle(nowMs: number): boolean {
    return this.open === 0 && this.#inWindow(nowMs).length === 0;
  }

  #inWindow(nowMs: number) {
    return this.#parts.filter(({ number }) => number > partAt(nowMs) - partsOfAnHour);
  }
}

const partAt = (nowMs: number): number => Math.floor(nowMs / partMs);
