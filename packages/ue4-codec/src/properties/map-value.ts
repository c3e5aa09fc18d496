/** A map: keys and values side by side, in their order. */
export class MapValue<K = unknown, V = unknown> {
  constructor(
    /** Keys that the default of the property has and this map has not. */
    readonly removed: readonly K[],
    readonly keys: readonly K[],
    readonly values: readonly V[],
  ) {}

  get length(): number {
    return this.keys.length;
  }
}

/** A set, in its order. */
export interface SetValue<T = unknown> {
  /** Elements that the default of the property has and this set has not. */
  readonly removed: readonly T[];
  readonly items: readonly T[];
}

/** One entry of a map. */
export interface MapEntry<K = unknown, V = unknown> {
  readonly key: K;
  readonly value: V;
}
