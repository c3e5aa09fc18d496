import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError, within } from '../errors.js';
import { EncodedString, textOf } from '../io/strings.js';
import type { Json } from '../json/json.js';
import type { Property } from '../properties/property.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';
import { kindOf } from '../properties/value-json.js';
import { identityOf, keysOf, structIdentity } from './twin-identity.js';

/** The value of a binary property that says the same as a value in the JSON of a prospect. */
export function twinValue(property: Property, json: Json, archive: ArchiveFacts): unknown {
  const { value } = property;
  if (property.type.kind === 'EnumProperty') return enumValue(property, json);
  if (value instanceof PropertyList) return twinStruct(value, json, archive, true);
  if (value instanceof StructArray) return twinStructs(value, json, archive);
  // The same text keeps the way it is stored.
  if (value instanceof EncodedString && value.text === json) return value;
  return property.codec.parse(json, { archive });
}

/** JSON has `Medium` where the properties have `EMissionDifficulty::Medium`. */
function enumValue(property: Property, json: Json): string {
  if (typeof json !== 'string' || json === '')
    throw new SaveError('bad-value', `a name is wanted, not ${kindOf(json)}`);
  return json.includes('::') ? json : `${property.type.param(0)}::${json}`;
}

/** A struct with the fields of an object. Where it is not its own twin, none of its values may stay. */
export function twinStruct(struct: PropertyList, json: Json, archive: ArchiveFacts, own: boolean): PropertyList {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new SaveError('bad-value', `an object is wanted, not ${kindOf(json)}`);
  return struct.items.reduce((next, property, index) => {
    const { label } = property;
    const field = Object.hasOwn(json, label) ? json[label] : undefined;
    if (field === undefined) {
      if (own) return next;
      throw new SaveError('bad-value', `${label} is missing`);
    }
    const value = within(label, () => twinValue(property, field, archive));
    return value === property.value ? next : next.with(index, property.withValue(value));
  }, struct);
}

/** Each object of a list finds its twin by who it is, or by its place; a new one takes its form from the others. */
function twinStructs(array: StructArray, json: Json, archive: ArchiveFacts): StructArray {
  if (!Array.isArray(json)) throw new SaveError('bad-value', `a list is wanted, not ${kindOf(json)}`);
  if (!array.items.every((item) => item instanceof PropertyList))
    throw new SaveError('bad-value', `the elements of ${textOf(array.name)} are not understood`);
  const places = new Map(keysOf(array.items, structIdentity).map((key, index) => [key, index]));
  const keys = keysOf(json, identityOf);
  return array.with(
    json.map((one, index) =>
      within(`[${index}]`, () => {
        const own = array.items[places.get(keys[index] ?? '') ?? -1];
        return own instanceof PropertyList
          ? twinStruct(own, one, archive, true)
          : newTwin(array, one, archive, places.get(`${identityOf(one)}#0`));
      }),
    ),
  );
}

/** A new element of a list: with the form of one that is the same in JSON, which keeps what JSON does not tell, or of any. */
export function newTwin(array: StructArray, json: Json, archive: ArchiveFacts, same?: number): PropertyList {
  const who = identityOf(json);
  const place = same ?? (who === undefined ? -1 : array.items.findIndex((item) => structIdentity(item) === who));
  const own = array.items[place];
  if (own instanceof PropertyList) return twinStruct(own, json, archive, true);
  const [form] = array.items;
  if (!(form instanceof PropertyList))
    throw new SaveError('bad-value', 'there is no element yet that would tell the form of one');
  return twinStruct(form, json, archive, false);
}
