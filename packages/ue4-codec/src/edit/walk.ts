import type { Save } from '../save.js';
import type { SaveNode } from './node.js';
import { root } from './root.js';

export interface WalkOptions {
  /** Where to begin; the root otherwise. */
  readonly from?: SaveNode;
  /** How many levels to go in; all of them otherwise. */
  readonly depth?: number;
  /** Whether to go into a node whose parts are wanted; into all otherwise, but for packed numbers and bytes. */
  readonly into?: (node: SaveNode) => boolean;
}

/** The nodes of a save, each before its parts, without the node to begin with. Numbers that lie packed are one node. */
export function* walk(save: Save, options: WalkOptions = {}): Generator<SaveNode, void, undefined> {
  const { from = root(save), depth = Number.POSITIVE_INFINITY, into = isStructure } = options;
  // One frame for each level that is open, in arrays that grow and shrink together.
  const nodes: SaveNode[] = [from];
  const counts: number[] = [depth > 0 ? from.count : 0];
  const next: number[] = [0];
  for (let top = 0; top >= 0;) {
    const index = next[top] as number;
    if (index >= (counts[top] as number)) {
      nodes.length = top;
      top -= 1;
      continue;
    }
    next[top] = index + 1;
    const node = (nodes[top] as SaveNode).child(index);
    yield node;
    if (top + 1 >= depth || node.kind === 'value' || !into(node)) continue;
    top += 1;
    nodes[top] = node;
    counts[top] = node.count;
    next[top] = 0;
  }
}

/** Whether there is more to see in a node than the numbers of a packed array. */
function isStructure(node: SaveNode): boolean {
  return !ArrayBuffer.isView(node.value);
}
