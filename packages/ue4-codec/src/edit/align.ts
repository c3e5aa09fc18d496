import { MapValue } from '../properties/map-value.js';
import { formatStep } from './path.js';
import type { SaveNode } from './node.js';
import { sameValue } from './same.js';
import { jsonText } from './short-value.js';

/** Which parts of two composites belong together. */
export interface Alignment {
  /** Indexes before and after. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Indexes before, of what is no more. */
  readonly removed: readonly number[];
  /** Indexes after, of what is new. */
  readonly added: readonly number[];
  /** Whether what is in both stands in another order. */
  readonly reordered: boolean;
}

/** How far ahead an element is looked for, and how often in all: lists that have nothing in common end that. */
const nearby = 64;
const mostLooks = 1_000_000;

/**
 * Elements by their place: what is the same at the start and at the end is set aside. Of what lies between, an element
 * that has no match counts as gone (or new) where what comes behind it is found again nearby, and as changed otherwise.
 */
export function alignList(before: number, after: number, same: (i: number, j: number) => boolean): Alignment {
  const shorter = Math.min(before, after);
  let head = 0;
  while (head < shorter && same(head, head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && same(before - 1 - tail, after - 1 - tail)) tail += 1;
  const inner = between(head, before - tail, after - tail, same);
  const ends = [
    ...indexes(0, head).map((i) => [i, i] as const),
    ...inner.pairs,
    ...indexes(before - tail, before).map((i) => [i, i + after - before] as const),
  ];
  return { ...inner, pairs: ends };
}

function between(head: number, before: number, after: number, same: (i: number, j: number) => boolean): Alignment {
  const pairs: (readonly [number, number])[] = [];
  const removed: number[] = [];
  const added: number[] = [];
  let looks = 0;
  const found = (i: number, j: number): boolean => i < before && j < after && (looks += 1) < mostLooks && same(i, j);
  let i = head;
  let j = head;
  while (i < before && j < after) {
    const [gone, come] = same(i, j) ? [0, 0] : passedOver(i, j, before - i - (after - j), found);
    for (let d = 0; d < gone; d += 1) removed.push(i++);
    for (let d = 0; d < come; d += 1) added.push(j++);
    pairs.push([i++, j++]);
  }
  return {
    pairs,
    removed: [...removed, ...indexes(i, before)],
    added: [...added, ...indexes(j, after)],
    reordered: false,
  };
}

/** How many elements are gone and how many have come before both lists go on alike; none where they do not. */
function passedOver(
  i: number,
  j: number,
  surplus: number,
  found: (i: number, j: number) => boolean,
): readonly [number, number] {
  // What the lengths tell is the likeliest.
  for (let d = 1; d <= Math.abs(surplus); d += 1) {
    if (surplus > 0 && found(i + d, j)) return [d, 0];
    if (surplus < 0 && found(i, j + d)) return [0, d];
  }
  if (found(i + 1, j + 1)) return [0, 0];
  for (let d = 1; d <= nearby; d += 1) {
    if (found(i + d, j)) return [d, 0];
    if (found(i, j + d)) return [0, d];
  }
  return [0, 0];
}

/** Parts by their names, a repeated name with its number. */
export function alignNames(a: SaveNode, b: SaveNode): Alignment {
  return alignBy(nameKeys(a), nameKeys(b));
}

/** Entries of maps by their keys; the same value in the same place has another key, and is no other entry. */
export function alignKeys(a: SaveNode, b: SaveNode, sameNodes: (a: SaveNode, b: SaveNode) => boolean): Alignment {
  if (sameKeys(a.value, b.value)) return alignList(a.count, b.count, () => true);
  const { removed, added, ...rest } = alignBy(entryKeys(a), entryKeys(b));
  const isNew = new Set(added);
  const renamed = removed.filter((i) => isNew.has(i) && sameNodes(a.child(i).child(1), b.child(i).child(1)));
  const paired = new Set(renamed);
  const others = (index: number): boolean => !paired.has(index);
  return {
    ...rest,
    pairs: [...rest.pairs, ...renamed.map((i) => [i, i] as const)],
    removed: removed.filter(others),
    added: added.filter(others),
  };
}

function sameKeys(a: unknown, b: unknown): boolean {
  if (!(a instanceof MapValue) || !(b instanceof MapValue) || a.length !== b.length) return false;
  return a.keys.every((key, i) => sameValue(key, b.keys[i]));
}

function nameKeys(node: SaveNode): string[] {
  return indexes(0, node.count).map((i) => formatStep(node.child(i).step ?? i));
}

function entryKeys(node: SaveNode): string[] {
  const seen = new Map<string, number>();
  return indexes(0, node.count).map((i) => {
    const text = jsonText(node.child(i).child(0));
    const nth = seen.get(text) ?? 0;
    seen.set(text, nth + 1);
    return `${nth} ${text}`;
  });
}

function alignBy(before: readonly string[], after: readonly string[]): Alignment {
  const places = new Map(after.map((key, j) => [key, j] as const));
  const pairs: (readonly [number, number])[] = [];
  const removed: number[] = [];
  let reordered = false;
  let last = -1;
  before.forEach((key, i) => {
    const j = places.get(key);
    if (j === undefined) removed.push(i);
    else {
      pairs.push([i, j]);
      places.delete(key);
      reordered ||= j < last;
      last = j;
    }
  });
  return { pairs, removed, added: [...places.values()], reordered };
}

function indexes(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
