import { SaveError } from '../errors.js';
import { isObject, type Json } from '../json/json.js';
import { PlacedNode, type SaveNode } from './node.js';
import type { Step } from './path.js';
import { partSpelling, type Spelling } from './spelling.js';

/** Puts another node in the place of a member or element, or none. */
export type Graft = (
  parent: JsonNode,
  step: string | number,
  index: number,
  value: Json,
  spelling: Spelling,
) => (PlacedNode & SaveNode) | undefined;

/** A place in a JSON document. */
export class JsonNode extends PlacedNode implements SaveNode {
  private known: readonly string[] | undefined;

  constructor(
    parent: PlacedNode | undefined,
    step: Step | undefined,
    index: number,
    readonly value: Json,
    private readonly graft?: Graft,
    /** The string that holds this very JSON within the JSON around it, as it is spelt there. */
    readonly literal?: string,
    /** How the value is spelt, where that was looked at. */
    readonly spelling?: Spelling,
  ) {
    super(parent, step, index);
  }

  get kind(): 'value' | 'list' | 'record' {
    if (Array.isArray(this.value)) return 'list';
    return isObject(this.value) ? 'record' : 'value';
  }

  get type(): string {
    const { value } = this;
    if (Array.isArray(value)) return 'array';
    return value === null ? 'null' : typeof value;
  }

  private get keys(): readonly string[] {
    this.known ??= isObject(this.value) ? Object.keys(this.value) : [];
    return this.known;
  }

  get count(): number {
    return Array.isArray(this.value) ? this.value.length : this.keys.length;
  }

  child(index: number): PlacedNode & SaveNode {
    const { value } = this;
    const step = Array.isArray(value) ? index : this.keys[index];
    const found = step === undefined ? undefined : memberOf(value, step);
    if (step === undefined || found === undefined) throw new SaveError('bad-path', `there is no part ${index}`);
    const spelling = partSpelling(this.spelling, step);
    return (
      this.graft?.(this, step, index, found, spelling) ??
      new JsonNode(this, step, index, found, this.graft, undefined, spelling)
    );
  }

  indexOf(step: Step): number {
    if (typeof step === 'string')
      return isObject(this.value) && Object.hasOwn(this.value, step) ? this.keys.indexOf(step) : -1;
    return typeof step === 'number' && Array.isArray(this.value) && step >= 0 && step < this.value.length ? step : -1;
  }

  nameAt(index: number): string | undefined {
    return this.keys[index];
  }
}

function memberOf(value: Json, step: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
