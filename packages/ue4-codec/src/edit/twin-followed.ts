import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError } from '../errors.js';
import { sameJson } from '../icarus/json-same.js';
import { identityOf, keysOf, structIdentity } from '../icarus/twin-identity.js';
import { infoName } from '../icarus/twin.js';
import { twinValue } from '../icarus/twin-value.js';
import { EncodedString } from '../io/strings.js';
import { isObject, type Json } from '../json/json.js';
import type { Property } from '../properties/property.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';
import type { ProspectSave } from '../save.js';
import { sameTag, sameValue } from './same.js';

/** A value of both copies: what the JSON tells, and what stands among the properties. */
interface Twins<T> {
  readonly json: Json | undefined;
  readonly copy: T;
}

/**
 * The prospect before, with those changes of its binary copy of `info` made that merely follow the JSON: where both
 * copies tell the same before, and tell the same after. What then differs is a change of the binary copy alone.
 */
export function withFollowed(before: ProspectSave, after: ProspectSave): ProspectSave {
  const index = before.properties.items.findIndex((item) => item.label === infoName);
  const own = before.properties.items[index];
  const other = after.properties.get(infoName);
  const [was, is] = [own?.value, other?.value];
  if (own === undefined || !(was instanceof PropertyList) || !(is instanceof PropertyList)) return before;
  const list = new Follower(after.archive).list(
    { json: before.document.value([infoName]), copy: was },
    { json: after.document.value([infoName]), copy: is },
  );
  return list === was ? before : { ...before, properties: before.properties.with(index, own.withValue(list)) };
}

class Follower {
  constructor(private readonly archive: ArchiveFacts) {}

  list(before: Twins<PropertyList>, after: Twins<PropertyList>): PropertyList {
    const labels = (list: PropertyList): string[] => keysOf(list.items, ({ label }) => label);
    const items = this.merged(
      { json: membersOf(before.json), copy: byKey(labels(before.copy), before.copy.items) },
      { json: membersOf(after.json), copy: byKey(labels(after.copy), after.copy.items) },
      (one, other) => this.property(one, other),
      (json, property) => this.agree(json, property),
    );
    return sameItems(items, before.copy.items) ? before.copy : PropertyList.of(items);
  }

  private property(before: Twins<Property>, after: Twins<Property>): Property {
    const [was, is] = [before.copy, after.copy];
    if (!sameTag(was, is) || was.codec.id !== is.codec.id) return was;
    if (was.value instanceof PropertyList && is.value instanceof PropertyList) {
      const list = this.list({ ...before, copy: was.value }, { ...after, copy: is.value });
      return list === was.value ? was : was.withValue(list);
    }
    if (was.value instanceof StructArray && is.value instanceof StructArray) {
      const array = this.structs({ ...before, copy: was.value }, { ...after, copy: is.value });
      return array === was.value ? was : was.withValue(array);
    }
    const changed = !sameJson(before.json, after.json) && !sameValue(was.value, is.value);
    return changed && this.agree(before.json, was) && this.agree(after.json, is) ? is : was;
  }

  private structs(before: Twins<StructArray>, after: Twins<StructArray>): StructArray {
    const keys = (array: StructArray): string[] => keysOf(array.items, structIdentity);
    const items = this.merged(
      { json: elementsOf(before.json), copy: byKey(keys(before.copy), before.copy.items) },
      { json: elementsOf(after.json), copy: byKey(keys(after.copy), after.copy.items) },
      (one, other) =>
        one.copy instanceof PropertyList && other.copy instanceof PropertyList
          ? this.list({ ...one, copy: one.copy }, { ...other, copy: other.copy })
          : one.copy,
      (json, item) => item instanceof PropertyList && this.agreeList(json, item),
    );
    return sameItems(items, before.copy.items) ? before.copy : before.copy.with(items);
  }

  /** The parts before, with the changes of single ones, the removals and the additions that follow the JSON. */
  private merged<T>(
    before: Keyed<T>,
    after: Keyed<T>,
    follow: (before: Twins<T>, after: Twins<T>) => T,
    agree: (json: Json, part: T) => boolean,
  ): readonly T[] {
    const parts = new Map<string, T>();
    for (const [key, copy] of before.copy) {
      const [was, is] = [before.json.get(key), after.json.get(key)];
      const other = after.copy.get(key);
      if (other !== undefined) parts.set(key, follow({ json: was, copy }, { json: is, copy: other }));
      else if (was === undefined || is !== undefined || !agree(was, copy)) parts.set(key, copy);
    }
    for (const [key, copy] of after.copy) {
      const is = after.json.get(key);
      if (!before.copy.has(key) && !before.json.has(key) && is !== undefined && agree(is, copy)) parts.set(key, copy);
    }
    return ordered(parts, before, after).map((key) => parts.get(key) as T);
  }

  /** Whether a property tells what the JSON does, in full. */
  private agree(json: Json | undefined, property: Property): boolean {
    if (json === undefined) return false;
    const { value } = property;
    if (value instanceof PropertyList) return this.agreeList(json, value);
    if (value instanceof StructArray) {
      const told = elementsOf(json);
      const items = byKey(keysOf(value.items, structIdentity), value.items);
      return told.size === items.size && [...items].every(([key, item]) => this.agreeItem(told.get(key), item));
    }
    if (value instanceof EncodedString) return value.text === json;
    try {
      return sameValue(twinValue(property, json, this.archive), value);
    } catch (error) {
      if (error instanceof SaveError) return false;
      throw error;
    }
  }

  private agreeItem(json: Json | undefined, item: unknown): boolean {
    return item instanceof PropertyList && this.agreeList(json, item);
  }

  private agreeList(json: Json | undefined, list: PropertyList): boolean {
    const told = membersOf(json);
    const labels = keysOf(list.items, ({ label }) => label);
    return list.items.every((property, index) => this.agree(told.get(labels[index] ?? ''), property));
  }
}

interface Keyed<T> {
  readonly json: ReadonlyMap<string, Json>;
  readonly copy: ReadonlyMap<string, T>;
}

/** Where the order of both copies is the same before and after, the order after; else that before, new parts behind. */
function ordered<T>(parts: ReadonlyMap<string, T>, before: Keyed<T>, after: Keyed<T>): readonly string[] {
  const common = (keys: Iterable<string>): string[] =>
    [...keys].filter((key) => before.copy.has(key) && after.copy.has(key));
  const follows = sameItems(common(before.copy.keys()), common(after.copy.keys()));
  const inStep = ({ json, copy }: Keyed<T>): boolean => sameItems([...json.keys()], [...copy.keys()]);
  if (!follows && !(inStep(before) && inStep(after))) return [...parts.keys()];
  // What is no longer there keeps its place behind what came before it.
  const behind = new Map<string | undefined, string[]>();
  let previous: string | undefined;
  for (const key of before.copy.keys()) {
    if (!parts.has(key)) continue;
    if (after.copy.has(key)) previous = key;
    else {
      const keys = behind.get(previous) ?? [];
      keys.push(key);
      behind.set(previous, keys);
    }
  }
  const kept = [...after.copy.keys()].filter((key) => parts.has(key));
  return [...(behind.get(undefined) ?? []), ...kept.flatMap((key) => [key, ...(behind.get(key) ?? [])])];
}

function byKey<T>(keys: readonly string[], parts: readonly T[]): Map<string, T> {
  return new Map(keys.map((key, index) => [key, parts[index] as T]));
}

/** The members of an object, under the keys that properties of those names have. */
function membersOf(json: Json | undefined): Map<string, Json> {
  return new Map(
    json !== undefined && isObject(json) ? Object.entries(json).map(([key, one]) => [`${key}#0`, one]) : [],
  );
}

function elementsOf(json: Json | undefined): Map<string, Json> {
  return Array.isArray(json) ? byKey(keysOf(json, identityOf), json) : new Map<string, Json>();
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
