import type { Secret } from '@bothy/contracts/runner';
import { patternsOf } from './spellings.js';
import { type Pattern, PatternList } from './pattern-list.js';
import { PrefixTable } from './prefix-table.js';

/** Beginnings of patterns are compared in a window of at most so many bytes; more would not skip further in practice. */
const widestWindow = 64;
const blockBytes = 3;
/** Every pattern has as many. */
const groupBytes = 8;
/** So many slots for each block of a window, that most blocks of other text fall into an empty one. */
const slotsPerBlock = 32;
const fewestSlotBits = 12;
const mostSlotBits = 18;

/**
 * The search for many patterns at once, after Wu and Manber ("A fast algorithm for multi-pattern searching", 1994).
 * A window as wide as the shortest pattern slides over the text; the three bytes at its end tell how far it may move
 * on without missing the beginning of any pattern. Only where it may not move is anything compared.
 */
export class PatternTable {
  /** Names of the secrets, each once. */
  readonly names: readonly string[];
  readonly longest: number;
  readonly #patterns: PatternList;
  readonly #prefixes: PrefixTable;
  readonly #window: number;
  readonly #skips: Uint8Array;
  readonly #slotBits: number;
  /**
   * Patterns with the same eight first bytes are a group, and stand in a row. For each hash of these bytes the first
   * pattern of the first group, and for that the first pattern of the next group with the same hash; -1 ends.
   */
  readonly #heads: Int32Array;
  readonly #nexts: Int32Array;
  readonly #bucketBits: number;
  /** What the last find found: the end of the longest pattern there, and the names whose patterns lie there. */
  foundEnd = 0;
  foundNames = 0;
  readonly found: Int32Array;

  constructor(names: readonly string[], patterns: readonly Pattern[]) {
    const list = new PatternList(patterns);
    this.names = names;
    this.longest = list.longest;
    this.found = new Int32Array(list.length);
    this.#patterns = list;
    this.#prefixes = new PrefixTable(list);
    this.#window = Math.min(list.shortest, widestWindow);
    const blocks = list.length * (this.#window - blockBytes + 1);
    this.#slotBits = Math.min(mostSlotBits, Math.max(fewestSlotBits, bitsFor(blocks * slotsPerBlock)));
    this.#skips = new Uint8Array(1 << this.#slotBits).fill(this.#window - blockBytes + 1);
    this.#bucketBits = Math.max(1, bitsFor(list.length * 2));
    this.#heads = new Int32Array(1 << this.#bucketBits).fill(-1);
    this.#nexts = new Int32Array(list.length);
    for (let pattern = 0; pattern < list.length; pattern++) this.#enter(pattern);
  }

  /**
   * The first place at or after `from`, and before `limit`, at which a pattern lies within the first `length` bytes;
   * -1 where there is none.
   */
  find(bytes: Uint8Array, length: number, from: number, limit: number): number {
    const skips = this.#skips;
    const behind = this.#window - 1;
    const end = Math.min(length, limit + behind);
    const high = this.#slotBits - 8;
    const middle = high >> 1;
    const mask = skips.length - 1;
    let at = from + behind;
    while (at < end) {
      const block = ((bytes[at - 2] as number) << high) ^ ((bytes[at - 1] as number) << middle) ^ (bytes[at] as number);
      const skip = skips[block & mask] as number;
      if (skip !== 0) {
        at += skip;
        continue;
      }
      if (this.#isAt(bytes, length, at - behind)) return at - behind;
      at++;
    }
    return -1;
  }

  /** Where the first beginning of a pattern lies that the end of the bytes leaves undecided; `length` where none does. */
  undecidedFrom(bytes: Uint8Array, length: number): number {
    return this.#prefixes.undecidedFrom(bytes, length);
  }

  #isAt(bytes: Uint8Array, length: number, start: number): boolean {
    this.foundNames = 0;
    this.foundEnd = 0;
    let group = this.#heads[this.#bucket(bytes, start)] as number;
    for (; group >= 0; group = this.#nexts[group] as number) this.#compareGroup(group, bytes, length, start);
    return this.foundNames > 0;
  }

  /** Compares no byte of the text twice for what patterns share, so that many with a long common beginning cost as one. */
  #compareGroup(group: number, bytes: Uint8Array, length: number, start: number): void {
    const { shared, lengths, starts, bytes: own } = this.#patterns;
    /** So many first bytes are as in the text; `differs`: the next one is known not to be. */
    let same = 0;
    let differs = false;
    for (let at = group; at === group || (shared[at] as number) >= groupBytes; at++) {
      const common = at === group ? 0 : (shared[at] as number);
      if (common < same) {
        same = common;
        differs = true;
        continue;
      }
      if (differs && common > same) continue;
      differs = false;
      const first = starts[at] as number;
      const size = lengths[at] as number;
      // The last byte first: what is nearly a secret mostly ends otherwise.
      if (size > length - start || own[first + size - 1] !== bytes[start + size - 1]) continue;
      while (same < size && own[first + same] === bytes[start + same]) same++;
      differs = same < size;
      if (!differs) this.#note(start + size, this.#patterns.names[at] as number);
    }
  }

  /** Patterns at one place are beginnings of each other, and the longest comes last. */
  #note(end: number, name: number): void {
    this.foundEnd = end;
    this.found[this.foundNames++] = name;
  }

  /** Of the first eight bytes. */
  #bucket(bytes: Uint8Array, at: number): number {
    const first = word(bytes, at);
    const second = word(bytes, at + 4);
    return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> (32 - this.#bucketBits);
  }

  #enter(pattern: number): void {
    const start = this.#patterns.starts[pattern] as number;
    this.#enterBlocks(start);
    if ((this.#patterns.shared[pattern] as number) >= groupBytes) return;
    const bucket = this.#bucket(this.#patterns.bytes, start);
    this.#nexts[pattern] = this.#heads[bucket] as number;
    this.#heads[bucket] = pattern;
  }

  #enterBlocks(start: number): void {
    const { bytes } = this.#patterns;
    const high = this.#slotBits - 8;
    for (let at = blockBytes - 1; at < this.#window; at++) {
      const first = bytes[start + at - 2] as number;
      const second = bytes[start + at - 1] as number;
      const slot =
        ((first << high) ^ (second << (high >> 1)) ^ (bytes[start + at] as number)) & (this.#skips.length - 1);
      this.#skips[slot] = Math.min(this.#skips[slot] as number, this.#window - 1 - at);
    }
  }
}

const bitsFor = (count: number): number => Math.ceil(Math.log2(count));

function word(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}

const tables = new WeakMap<readonly Secret[], PatternTable | null>();

/** The table of these secrets, made once for each order; null where there is nothing to mask. */
export function patternTable(secrets: readonly Secret[]): PatternTable | null {
  const known = tables.get(secrets);
  if (known !== undefined) return known;
  const names = [...new Set(secrets.map(({ name }) => name))];
  const patterns = secrets.flatMap(({ name, value }) =>
    Array.from(patternsOf(value), (text) => ({ text, name: names.indexOf(name) })),
  );
  const table = patterns.length > 0 ? new PatternTable(names, patterns) : null;
  tables.set(secrets, table);
  return table;
}
