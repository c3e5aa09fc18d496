import type { Archive } from '../archive/archive.js';
import type { Codec } from '../properties/codec.js';
import { formatPath, type Step } from './path.js';

/**
 * One place in a save, whatever kind of save it is: a property, an element, a field, a member of a JSON object.
 * A view: it decodes what is asked for and nothing beside it, and stays valid when the save is edited.
 */
export interface SaveNode {
  /** From the root, as `find` takes it; '' at the root. */
  readonly path: string;
  /** The last step of the path; undefined at the root. */
  readonly step: Step | undefined;
  /** What is there, for people: `IntProperty`, `Vector`, `entry`, `object`. */
  readonly type: string;
  /** `list`: parts by index; `record`: parts by name; `value`: no parts. */
  readonly kind: 'value' | 'list' | 'record';
  readonly value: unknown;
  /** How the value is stored; absent in JSON. */
  readonly codec?: Codec;
  /** What the codec needs to know of the save; absent in JSON. */
  readonly archive?: Archive;
  /** How many parts there are. */
  readonly count: number;
  /** A part, without a look at the others. */
  child(index: number): SaveNode & PlacedNode;
  /** The index of the part with exactly that step, or -1. */
  indexOf(step: Step): number;
  /** The name of a part, of a record; undefined in a list. */
  nameAt(index: number): string | undefined;
}

/** What all nodes share: their place. */
export abstract class PlacedNode {
  constructor(
    /** The node around this one; undefined at the root. */
    readonly parent: PlacedNode | undefined,
    /** Undefined at the root, and where a node adds nothing to the path. */
    readonly step: Step | undefined,
    /** Which part of its parent this is. */
    readonly index: number,
  ) {}

  get steps(): Step[] {
    const steps: Step[] = this.step === undefined ? [] : [this.step];
    for (let node = this.parent; node !== undefined; node = node.parent) {
      if (node.step !== undefined) steps.push(node.step);
    }
    return steps.reverse();
  }

  get path(): string {
    return formatPath(this.steps);
  }
}
