import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import type { Codec, PropertyHolder } from '../properties/codec.js';
import { CodecNode, listIn } from './codec-node.js';
import type { PlacedNode } from './node.js';

const deepestValue = 512;
/** Values inside a value, at all levels: those that a program puts in at several places are counted at each. */
const mostValues = 5_000_000;

/** Refuses a value that is nested more deeply than the JSON of a save may be, or that is larger than any save. */
export function checkSize(value: Json): void {
  let level: readonly object[] = typeof value === 'object' && value !== null ? [value] : [];
  let count = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth >= deepestValue) throw new SaveError('limit', `the value is nested deeper than ${deepestValue} levels`);
    const next: object[] = [];
    for (const one of level) {
      const parts: readonly unknown[] = Array.isArray(one) ? one : Object.values(one);
      count += parts.length;
      if (count > mostValues) throw new SaveError('limit', `the value is made of more than ${mostValues} values`);
      for (const part of parts) if (typeof part === 'object' && part !== null) next.push(part);
    }
    level = next;
  }
}

/** Refuses a value that would nest properties more deeply inside `around` than they can be read again. */
export function checkLists(around: PlacedNode | undefined, archive: ArchiveFacts, codec: Codec, value: unknown): void {
  let depth = listsAround(around);
  let level = listsOf(codec, value);
  for (; level.length > 0; depth += 1) {
    if (depth >= archive.limits.depth) {
      throw new SaveError('limit', `properties are nested deeper than ${archive.limits.depth} levels`);
    }
    level = level.flatMap((list) => list.items.flatMap((property) => listsOf(property.codec, property.value)));
  }
}

/** How many lists of properties a place stands in, itself counted. */
function listsAround(place: PlacedNode | undefined): number {
  let depth = 0;
  for (let node: PlacedNode | undefined = place; node !== undefined; node = node.parent) {
    if (node instanceof CodecNode && listIn(node.value) !== undefined) depth += 1;
  }
  return depth;
}

function listsOf(codec: Codec, value: unknown): readonly PropertyHolder[] {
  const lists: PropertyHolder[] = [];
  codec.eachList?.(value, (list) => {
    lists.push(list);
  });
  return lists;
}
