import type { ArchiveFacts } from '../archive/facts.js';
import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';

/**
 * How one kind of value is stored. Reading is exact: a codec refuses bytes that it would not write back as they were,
 * so that `write` after `read`, and `write` after `parse` after `emit`, give the same bytes.
 */
export interface Codec<T = unknown> {
  /** Names the codec among those that can store a value of the same type; part of the JSON of a save. */
  readonly id: string;
  /** The fewest bytes that a value takes: bounds counts before anything is allocated. */
  readonly minSize: number;
  /** The bytes of each value, where all take the same. */
  readonly fixedSize?: number;
  /** True where the bytes are carried and not understood. */
  readonly opaque?: boolean;
  /**
   * Whether what lies between `reader.at` and `reader.end` has the size of one value, where counts and fixed sizes tell
   * that without reading it: spares guesses that would fail at the very end.
   */
  fits?(reader: SaveReader): boolean;
  /** Reads a value at `reader.at`; `reader.end` is where the payload around it ends. */
  read(reader: SaveReader): T;
  write(writer: SaveWriter, value: T): void;
  /** Puts the value out as JSON. */
  emit(value: T, out: JsonOut): void;
  /** The value that {@link emit} put out, or that a person typed. Throws `bad-value`. */
  parse(json: Json, context: ParseContext): T;
  /** How a composite is taken apart; absent for what has no parts. */
  readonly parts?: Parts<T>;
  /** Calls `visit` for each list of properties right inside the value. Absent where there can be none. */
  eachList?(value: T, visit: (list: PropertyHolder) => void): void;
}

/** A list of properties, as the codecs see it that hold some. */
export interface PropertyHolder {
  readonly items: readonly HeldProperty[];
}

export interface HeldProperty {
  /** Its name as text. */
  readonly label: string;
  readonly codec: Codec;
  readonly value: unknown;
}

export interface ParseContext {
  readonly archive: ArchiveFacts;
  /** Levels of properties around the value. */
  readonly depth?: number;
}

/** One part of a composite value. */
export interface Part {
  /** A name, or an index: what stands in a path. */
  readonly step: string | number;
  /** What the value is, for people: `IntProperty`, `Vector`, `entry`. */
  readonly type: string;
  readonly codec: Codec;
  readonly value: unknown;
}

/** Composite values are never changed: each act returns a new one that shares what did not change. */
export interface Parts<T> {
  /** `list`: indexed by number; `record`: by name. */
  readonly kind: 'list' | 'record';
  count(value: T): number;
  at(value: T, index: number): Part;
  /** The index of the part with that step, or -1. */
  indexOf(value: T, step: string | number): number;
  replace(value: T, index: number, part: unknown): T;
  /** The codec of a part that is to come in, and the place for it. Absent where parts are fixed. */
  insert?(value: T, index: number, json: Json, context: ParseContext, name?: string): T;
  remove?(value: T, index: number): T;
  /** Puts a copy of a part behind it. */
  duplicate?(value: T, index: number): T;
}
