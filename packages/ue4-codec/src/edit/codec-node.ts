import type { Archive } from '../archive/archive.js';
import { SaveError } from '../errors.js';
import { RecorderData } from '../icarus/recorder-data.js';
import { textOf } from '../io/strings.js';
import type { Codec } from '../properties/codec.js';
import { PropertyList } from '../properties/property-list.js';
import { PlacedNode, type SaveNode } from './node.js';
import { Nth, stepOf, type Step } from './path.js';
import { nthOf, positionOf } from './property-names.js';

/** What decodes itself when it is asked: a property, or a part that is decoded already. */
export interface Source {
  readonly codec: Codec;
  readonly value: unknown;
}

/** A place in the binary part of a save. */
export class CodecNode extends PlacedNode implements SaveNode {
  constructor(
    parent: PlacedNode | undefined,
    step: Step | undefined,
    index: number,
    readonly type: string,
    readonly archive: Archive,
    /** A property, or another part. */
    readonly source: Source,
  ) {
    super(parent, step, index);
  }

  get codec(): Codec {
    return this.source.codec;
  }

  get value(): unknown {
    return this.source.value;
  }

  get kind(): 'value' | 'list' | 'record' {
    return this.codec.parts?.kind ?? 'value';
  }

  get count(): number {
    return this.codec.parts?.count(this.value) ?? 0;
  }

  child(index: number): CodecNode {
    const { value } = this;
    const list = listIn(value);
    if (list !== undefined) {
      const property = list.items[index];
      if (property === undefined) throw absent(index);
      const step = stepOf(textOf(property.name), nthOf(list, index));
      return new CodecNode(this, step, index, property.type.toString(), this.archive, property);
    }
    const { parts } = this.codec;
    if (parts === undefined || !(index >= 0 && index < parts.count(value))) throw absent(index);
    const part = parts.at(value, index);
    return new CodecNode(this, part.step, index, part.type, this.archive, part);
  }

  indexOf(step: Step): number {
    const { parts } = this.codec;
    const { value } = this;
    const list = listIn(value);
    if (list !== undefined) return positionOf(list, step);
    if (parts === undefined || step instanceof Nth) return -1;
    if (parts.kind === 'record') return typeof step === 'string' ? parts.indexOf(value, step) : -1;
    return typeof step === 'number' && step >= 0 && step < parts.count(value) ? step : -1;
  }

  nameAt(index: number): string | undefined {
    const { value } = this;
    const list = listIn(value);
    if (list !== undefined) {
      const property = list.items[index];
      return property === undefined ? undefined : textOf(property.name);
    }
    const { parts } = this.codec;
    return parts?.kind === 'record' ? String(parts.at(value, index).step) : undefined;
  }
}

/** The properties that a value is made of, where it is made of properties. */
export function listIn(value: unknown): PropertyList | undefined {
  if (value instanceof RecorderData) return value.properties;
  return value instanceof PropertyList ? value : undefined;
}

function absent(index: number): SaveError {
  return new SaveError('bad-path', `there is no part ${index}`);
}
