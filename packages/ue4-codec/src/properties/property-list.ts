import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { textOf } from '../io/strings.js';
import type { Property } from './property.js';

/** Where a list was read from. */
interface Span {
  readonly reader: SaveReader;
  readonly start: number;
  readonly end: number;
}

const none: readonly Property[] = Object.freeze([]);

/** Properties in their order, as a tagged struct or an object holds them. A name may occur more than once. */
export class PropertyList {
  private constructor(
    readonly items: readonly Property[],
    private readonly reader: SaveReader | undefined,
    private readonly start: number,
    private readonly end: number,
  ) {}

  static of(items: readonly Property[]): PropertyList {
    return new PropertyList(items, undefined, 0, 0);
  }

  /** @internal A list that stands in an input from `start` to `end`, its end mark included. */
  static read(items: readonly Property[], { reader, start, end }: Span): PropertyList {
    return new PropertyList(items.length === 0 ? none : items, reader, start, end);
  }

  get length(): number {
    return this.items.length;
  }

  /** The property of that name, the `nth` of them counted from 0. */
  get(name: string, nth = 0): Property | undefined {
    let left = nth;
    for (const item of this.items) {
      if (textOf(item.name) !== name) continue;
      if (left === 0) return item;
      left -= 1;
    }
    return undefined;
  }

  /** The value of the property of that name, undefined where there is none. */
  value(name: string): unknown {
    return this.get(name)?.value;
  }

  /** The same list with another property at that index. */
  with(index: number, property: Property): PropertyList {
    return PropertyList.of(this.items.with(index, property));
  }

  /** The same list with one more property. */
  insert(index: number, property: Property): PropertyList {
    return PropertyList.of(this.items.toSpliced(index, 0, property));
  }

  /** The same list with one property less. */
  without(index: number): PropertyList {
    return PropertyList.of(this.items.toSpliced(index, 1));
  }

  /** Bytes in what it was read from, the end mark included; undefined for a list that was made. */
  get byteLength(): number | undefined {
    return this.reader === undefined ? undefined : this.end - this.start;
  }

  /** Copies the bytes it was read from; false where it was made, or read from another archive. */
  copyTo(into: SaveWriter): boolean {
    if (this.reader === undefined || this.reader.archive !== into.archive) return false;
    into.copy(this.reader.bytes, this.start, this.end);
    return true;
  }
}
