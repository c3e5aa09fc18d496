import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import type { Codec, PropertyHolder } from '../properties/codec.js';
import { CodecNode, listIn } from './codec-node.js';
import type { PlacedNode } from './node.js';

const deepestValue = 512;

/** Refuses a value that is nested more deeply than the JSON of a save may be. */
export function checkDepth(value: Json): void {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestValue) throw new SaveError('limit', `the value is nested deeper than ${deepestValue} levels`);
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
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
