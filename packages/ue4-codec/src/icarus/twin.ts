import { SaveError, within } from '../errors.js';
import type { Json } from '../json/json.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';
import type { ArchiveFacts } from '../archive/facts.js';
import type { ProspectSave } from '../save.js';
import type { JsonPath } from './json-document.js';
import { twinStruct, twinValue } from './twin-value.js';

/** The name of both copies: in the JSON, and among the properties. */
export const infoName = 'ProspectInfo';

/**
 * Sets a value of `ProspectInfo` in both of its copies, the one in the JSON and the one among the properties; `path`
 * leads from `ProspectInfo` on. What only the JSON has is set there alone.
 */
export function setTwin(save: ProspectSave, path: JsonPath, json: Json): ProspectSave {
  const [name] = path;
  if (typeof name !== 'string') throw new SaveError('bad-path', `a name is wanted after ${infoName}`);
  const jsonPath = [infoName, ...path];
  const old = save.document.value(jsonPath);
  if (old === undefined) throw new SaveError('bad-path', `there is no ${path.join('.')} in ${infoName}`);
  if (kind(old) !== kind(json))
    throw new SaveError('bad-value', `${path.join('.')} is ${kind(old)}, not ${kind(json)}`);
  const properties = within(infoName, () => withTwin(save, path, json));
  const document = same(old, json) ? save.document : save.document.replace(jsonPath, json);
  return { ...save, document, properties };
}

function kind(json: Json): string {
  if (json === null) return 'null';
  return Array.isArray(json) ? 'a list' : `a ${typeof json}`;
}

function same(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function withTwin(save: ProspectSave, path: JsonPath, json: Json): PropertyList {
  const { properties, archive } = save;
  const index = properties.items.findIndex((item) => item.label === infoName);
  const info = properties.items[index];
  if (!(info?.value instanceof PropertyList)) return properties;
  const value = inList(info.value, path, json, archive);
  return value === info.value ? properties : properties.with(index, info.withValue(value));
}

function inList(list: PropertyList, [name, ...rest]: JsonPath, json: Json, archive: ArchiveFacts): PropertyList {
  const index = list.items.findIndex((item) => item.label === name);
  const property = list.items[index];
  if (property === undefined) return list;
  const value = within(property.label, () =>
    rest.length === 0 ? twinValue(property, json, archive) : inside(property.value, rest, json, archive),
  );
  return value === property.value ? list : list.with(index, property.withValue(value));
}

function inside(value: unknown, path: JsonPath, json: Json, archive: ArchiveFacts): unknown {
  if (value instanceof PropertyList) return inList(value, path, json, archive);
  const [index, ...rest] = path;
  const item = value instanceof StructArray && typeof index === 'number' ? value.items[index] : undefined;
  if (!(value instanceof StructArray) || typeof index !== 'number' || !(item instanceof PropertyList)) {
    throw new SaveError('bad-path', `there is no ${String(index)} among the properties`);
  }
  const next = rest.length === 0 ? twinStruct(item, json, archive, false) : inList(item, rest, json, archive);
  return next === item ? value : value.with(value.items.with(index, next));
}
