import type { ArchiveFacts } from './archive/facts.js';
import type { Codec } from './properties/codec.js';

/** What is known of a family of saves beyond what their bytes tell. Values; combine them with {@link createRegistry}. */
export interface Knowledge {
  /** Codecs (`lists` is the one of property lists) of structs that have a layout of their own, by struct name, the likeliest first. */
  readonly structs?: (name: string, archive: ArchiveFacts, lists: Codec) => readonly Codec[];
  /** Struct names inside maps and sets that carry none (before 5.4), by the name of the property. */
  readonly hints?: Readonly<Record<string, MapHint>>;
  /** Codecs that stand before the usual ones for byte arrays of that property name. */
  readonly byteArrays?: Readonly<Record<string, (lists: Codec) => readonly Codec[]>>;
}

/** Names of structs: `key` for maps and sets, `value` for maps. */
export interface MapHint {
  readonly key?: string;
  readonly value?: string;
}

/** All that is known, in the order given: what stands first is tried first. */
export interface Registry {
  /** Whether anything is known of properties of that name. */
  knows(property: string): boolean;
  structs(name: string, archive: ArchiveFacts, lists: Codec): readonly Codec[];
  hint(property: string): MapHint | undefined;
  byteArrays(property: string, lists: Codec): readonly Codec[];
}

/** Combines knowledge into an immutable registry. */
export function createRegistry(...known: readonly Knowledge[]): Registry {
  const names = new Set(
    known.flatMap((one) => [...Object.keys(one.hints ?? {}), ...Object.keys(one.byteArrays ?? {})]),
  );
  return Object.freeze({
    knows: (property: string) => names.has(property),
    structs: (name: string, archive: ArchiveFacts, lists: Codec) =>
      known.flatMap((one) => one.structs?.(name, archive, lists) ?? []),
    hint: (property: string) => firstOf(known, (one) => own(one.hints, property)),
    byteArrays: (property: string, lists: Codec) =>
      firstOf(known, (one) => own(one.byteArrays, property))?.(lists) ?? [],
  });
}

function own<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

function firstOf<T>(known: readonly Knowledge[], look: (one: Knowledge) => T | undefined): T | undefined {
  for (const one of known) {
    const found = look(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
