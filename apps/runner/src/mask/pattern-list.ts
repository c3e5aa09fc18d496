/** A spelling of a secret, a character for each byte; `name` counts the names of secrets. */
export interface Pattern {
  text: string;
  name: number;
}

/** Patterns in the order of their bytes, which lie in a row. */
export class PatternList {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly lengths: Uint8Array;
  /** Counts the names of secrets. */
  readonly names: Int32Array;
  /** How many of its first bytes a pattern has in common with the one before it; behind the last one, 0. */
  readonly shared: Uint8Array;
  readonly shortest: number;
  readonly longest: number;

  /** Each is to be 8 to 255 bytes long. */
  constructor(patterns: readonly Pattern[]) {
    const sorted = patterns.toSorted((one, other) => (one.text < other.text ? -1 : 1));
    this.bytes = Buffer.from(sorted.map(({ text }) => text).join(''), 'latin1');
    this.lengths = Uint8Array.from(sorted, ({ text }) => text.length);
    this.names = Int32Array.from(sorted, ({ name }) => name);
    this.starts = new Int32Array(sorted.length);
    this.shared = new Uint8Array(sorted.length + 1);
    for (let at = 1; at < sorted.length; at++) {
      this.starts[at] = (this.starts[at - 1] as number) + (this.lengths[at - 1] as number);
      this.shared[at] = sharedBytes(sorted[at - 1]?.text ?? '', sorted[at]?.text ?? '');
    }
    this.shortest = this.lengths.reduce((least, length) => Math.min(least, length), 255);
    this.longest = this.lengths.reduce((most, length) => Math.max(most, length), 0);
  }

  get length(): number {
    return this.lengths.length;
  }
}

function sharedBytes(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}
