import type { PatternList } from './pattern-list.js';

/** Tells whether the end of a text may be the beginning of a pattern. */
export class PrefixTable {
  readonly #patterns: PatternList;
  /** A bit for each pair of bytes that a pattern begins with, and a flag for each single byte. */
  readonly #pairs = new Uint8Array(0x1_0000 / 8);
  readonly #singles = new Uint8Array(0x100);

  constructor(patterns: PatternList) {
    this.#patterns = patterns;
    for (const start of patterns.starts) {
      const first = patterns.bytes[start] as number;
      const second = patterns.bytes[start + 1] as number;
      const slot = (first << 5) | (second >> 3);
      this.#singles[first] = 1;
      this.#pairs[slot] = (this.#pairs[slot] as number) | (1 << (second & 7));
    }
  }

  /** The first place from which on all bytes are the beginning of a pattern, and less than all of it; or the end. */
  undecidedFrom(bytes: Uint8Array, length: number): number {
    for (let at = Math.max(0, length - this.#patterns.longest + 1); at < length - 1; at++) {
      const first = bytes[at] as number;
      const second = bytes[at + 1] as number;
      const pair = this.#pairs[(first << 5) | (second >> 3)] as number;
      if ((pair & (1 << (second & 7))) !== 0 && this.#isBeginning(bytes, at, length)) return at;
    }
    return length > 0 && this.#singles[bytes[length - 1] as number] === 1 ? length - 1 : length;
  }

  #isBeginning(bytes: Uint8Array, from: number, to: number): boolean {
    let low = 0;
    let high = this.#patterns.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(middle, bytes, from, to);
      if (order === 0) return true;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return false;
  }

  /** 0: the pattern begins with the bytes and goes on. Less: it stands before all that do, or is the bytes themselves. */
  #compare(pattern: number, bytes: Uint8Array, from: number, to: number): number {
    const own = this.#patterns.bytes;
    const start = this.#patterns.starts[pattern] as number;
    const length = this.#patterns.lengths[pattern] as number;
    const shared = Math.min(length, to - from);
    for (let at = 0; at < shared; at++) {
      const difference = (own[start + at] as number) - (bytes[from + at] as number);
      if (difference !== 0) return difference;
    }
    return length > to - from ? 0 : -1;
  }
}
