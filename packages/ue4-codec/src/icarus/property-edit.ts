import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError } from '../errors.js';
import { EncodedString, textOf } from '../io/strings.js';
import type { Json } from '../json/json.js';
import type { Codec } from '../properties/codec.js';
import type { Property } from '../properties/property.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';

/** Text of a string, name or enum among properties; undefined where there is none. */
export function textIn(list: PropertyList, name: string): string | undefined {
  const value = list.value(name);
  return typeof value === 'string' || value instanceof EncodedString ? textOf(value) : undefined;
}

/** A whole number among properties; undefined where there is none. */
export function numberIn(list: PropertyList, name: string): number | undefined {
  const value = list.value(name);
  return typeof value === 'number' ? value : undefined;
}

/** A struct of properties among properties. */
export function listIn(list: PropertyList, name: string): PropertyList | undefined {
  const value = list.value(name);
  return value instanceof PropertyList ? value : undefined;
}

/** The structs of an array, each a list of properties; none where there is no such array. */
export function structsIn(list: PropertyList, name: string): readonly PropertyList[] {
  const value = list.value(name);
  return value instanceof StructArray ? value.items.filter((item) => item instanceof PropertyList) : [];
}

/** The list with another value of a property; throws `bad-path` where there is none of that name. */
export function changed(list: PropertyList, name: string, change: (property: Property) => unknown): PropertyList {
  const index = list.items.findIndex((item) => item.label === name);
  const property = list.items[index];
  if (property === undefined) throw new SaveError('bad-path', `there is no ${name}`);
  const value = change(property);
  return value === property.value ? list : list.with(index, property.withValue(value));
}

/** The list with a value as JSON tells it, checked by the property's own codec. */
export function withJson(list: PropertyList, name: string, json: Json, archive: ArchiveFacts): PropertyList {
  return changed(list, name, (property) => (property.codec as Codec).parse(json, { archive }));
}

/** The same, where the property is there at all. */
export function withJsonIfThere(list: PropertyList, name: string, json: Json, archive: ArchiveFacts): PropertyList {
  return list.get(name) === undefined ? list : withJson(list, name, json, archive);
}

/** The list with other structs in an array. */
export function withStructs(
  list: PropertyList,
  name: string,
  change: (items: readonly unknown[]) => readonly unknown[],
): PropertyList {
  return changed(list, name, ({ value }) => {
    if (!(value instanceof StructArray)) throw new SaveError('bad-value', `${name} is no array of structs`);
    const items = change(value.items);
    return items === value.items ||
      (items.length === value.items.length && items.every((item, i) => item === value.items[i]))
      ? value
      : value.with(items);
  });
}
