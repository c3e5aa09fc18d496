/** Numbers that a seed decides (`mulberry32`): a failure can be met again. */
export class Random {
  constructor(private state: number) {}

  /** From 0 to 2^32 − 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** From 0 to below `end`. */
  below(end: number): number {
    return end <= 0 ? 0 : this.next() % end;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
}
