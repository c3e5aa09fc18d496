import { saveFacts } from './save-facts.js';
import type { Json } from '../json/json.js';
import type { Save } from '../save.js';
import { differences, type Change } from './differences.js';
import { JsonNode } from './json-node.js';
import { root } from './root.js';
import { twinFilter } from './twin-filter.js';

export type { Change } from './differences.js';

/**
 * What differs between two saves, place by place. What follows from other places is left out: sizes, hashes, the packed
 * text of a blob, and the second copy of a prospect's `info` where it follows the first.
 */
export function* diff(before: Save, after: Save): Generator<Change, void, undefined> {
  if (before.kind !== after.kind) {
    yield { path: '', kind: 'type', before: before.kind, after: after.kind };
    return;
  }
  yield* differences(factsNode(before), factsNode(after));
  const follows = twinFilter(before.kind);
  for (const change of differences(root(before), root(after))) if (!follows(change)) yield change;
}

function factsNode(save: Save): JsonNode {
  const facts: Json = saveFacts(save);
  return new JsonNode(undefined, undefined, 0, facts);
}
