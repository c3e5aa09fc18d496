import type { Save } from '../save.js';
import { writtenOut } from './aliases.js';
import type { PlacedNode, SaveNode } from './node.js';
import { Nth, parsePath, stepOf, type Step } from './path.js';
import { root } from './root.js';

/** The place that a path leads to, undefined where there is none. Throws `bad-path` for what is no path. */
export function find(save: Save, path: string | readonly Step[]): SaveNode | undefined {
  const { node, missing } = follow(save, writtenOut(save, typeof path === 'string' ? parsePath(path) : path));
  return missing === undefined ? node : undefined;
}

/** How far a path leads. */
export interface Trail {
  /** The last node that is there. */
  readonly node: PlacedNode & SaveNode;
  /** The step that leads on to nothing; undefined where the path leads to its end. */
  readonly missing: Step | undefined;
}

/** Goes along steps that are written out, as far as there is something. */
export function follow(save: Save, steps: readonly Step[]): Trail {
  let node = root(save);
  for (const step of steps) {
    const index = partIndex(node, step);
    if (index < 0) return { node, missing: step };
    node = node.child(index);
  }
  return { node, missing: undefined };
}

/** The index of the part that a step names, or -1: that very name, or the only one that differs in case alone. */
export function partIndex(node: SaveNode, step: Step): number {
  const exact = node.indexOf(step);
  if (exact >= 0 || typeof step === 'number' || node.kind !== 'record') return exact;
  const wanted = (step instanceof Nth ? step.name : step).toLowerCase();
  const names = new Set<string>();
  for (let i = 0; i < node.count; i += 1) {
    const name = node.nameAt(i);
    if (name?.toLowerCase() === wanted) names.add(name);
  }
  const [name] = names;
  return name === undefined || names.size > 1 ? -1 : node.indexOf(stepOf(name, step instanceof Nth ? step.nth : 0));
}
