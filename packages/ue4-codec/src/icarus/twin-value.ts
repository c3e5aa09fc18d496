import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError, within } from '../errors.js';
import { textOf } from '../io/strings.js';
import type { Json } from '../json/json.js';
import type { Property } from '../properties/property.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';
import { kindOf } from '../properties/value-json.js';

/** The value of a binary property that says the same as a value in the JSON of a prospect. */
export function twinValue(property: Property, json: Json, archive: ArchiveFacts): unknown {
  const { value } = property;
  if (property.type.kind === 'EnumProperty') return enumValue(property, json);
  if (value instanceof PropertyList) return twinStruct(value, json, archive, true);
  if (value instanceof StructArray) return twinStructs(value, json, archive);
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
  const items = array.items.filter((item) => item instanceof PropertyList);
  if (items.length < array.items.length)
    throw new SaveError('bad-value', `the elements of ${textOf(array.name)} are not understood`);
  return array.with(
    json.map((one, index) =>
      within(`[${index}]`, () => {
        const identity = identityOf(one);
        const own =
          items.find((item) => identity !== undefined && structIdentity(item) === identity) ??
          (identity === undefined ? items[index] : undefined);
        const form = own ?? items[0];
        if (form === undefined)
          throw new SaveError('bad-value', 'there is no element yet that would tell the form of one');
        return twinStruct(form, one, archive, own !== undefined);
      }),
    ),
  );
}

/** What tells a member from the others in JSON: the account and the slot. */
function identityOf(json: Json): string | undefined {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
  const { UserID: user, ChrSlot: slot } = json;
  return typeof user === 'string' && typeof slot === 'number' ? `${user}-${slot}` : undefined;
}

/** The same among properties. */
function structIdentity(struct: PropertyList): string | undefined {
  const user = struct.value('UserID');
  const slot = struct.value('ChrSlot');
  return user === undefined || typeof slot !== 'number' ? undefined : `${String(user)}-${slot}`;
}
