import { SaveError, within } from '../errors.js';
import type { ArchiveFacts } from '../archive/facts.js';
import type { Json } from '../json/json.js';
import type { Property } from '../properties/property.js';
import { PropertyList } from '../properties/property-list.js';
import { StructArray } from '../properties/struct-array.js';
import type { ProspectSave } from '../save.js';
import type { JsonDocument, JsonPath } from './json-document.js';
import { sameJson } from './json-same.js';
import { actOnParts, actOnStructs, twinIndex, type TwinAct } from './twin-list.js';
import { twinValue } from './twin-value.js';

/** The name of both copies: in the JSON, and among the properties. */
export const infoName = 'ProspectInfo';

/**
 * Sets a value of `ProspectInfo` in both of its copies, the one in the JSON and the one among the properties; `path`
 * leads from `ProspectInfo` on. What only the JSON has is set there alone.
 */
export function setTwin(save: ProspectSave, path: JsonPath, json: Json): ProspectSave {
  const old = save.document.value([infoName, ...path]);
  if (old === undefined) throw new SaveError('bad-path', `there is no ${path.join('.')} in ${infoName}`);
  const [name, ...rest] = path;
  if (typeof name === 'string' && rest.length === 0) return setTwins(save, [[name, json]]);
  return editTwin(save, path, { op: 'set', json });
}

/** Sets several members of `ProspectInfo` in both copies at once. */
export function setTwins(save: ProspectSave, values: readonly (readonly [name: string, json: Json])[]): ProspectSave {
  const changes = values.flatMap(([name, json]) => {
    const path = [infoName, name];
    const old = save.document.value(path);
    if (old === undefined) throw new SaveError('bad-path', `there is no ${name} in ${infoName}`);
    checkKind(name, old, json);
    return sameJson(old, json) ? [] : [{ path, json }];
  });
  const left = new Map(values);
  const properties = inCopy(save, (info) =>
    withEach(info, (property) => {
      const json = left.get(property.label);
      // Of properties of one name the first is the twin.
      if (json === undefined || !left.delete(property.label)) return property.value;
      return within(property.label, () => twinValue(property, json, save.archive));
    }),
  );
  return { ...save, document: changes.length === 0 ? save.document : save.document.edit(changes), properties };
}

/**
 * Changes one place of `ProspectInfo` in both copies. An element of a list finds its twin by who it is, not by its place;
 * where it has none, the JSON alone is changed. In the JSON only what changes is written.
 */
export function editTwin(save: ProspectSave, path: JsonPath, act: TwinAct): ProspectSave {
  const [name] = path;
  if (typeof name !== 'string') throw new SaveError('bad-path', `a name is wanted after ${infoName}`);
  const info = save.document.value([infoName]);
  const properties = inCopy(save, (list) => inList(list, info, path, act, save.archive));
  return { ...save, document: inText(save.document, [infoName, ...path], act), properties };
}

function inText(document: JsonDocument, path: JsonPath, { op, json }: TwinAct): JsonDocument {
  const around = path.slice(0, -1);
  const last = path.at(-1) ?? '';
  switch (op) {
    case 'set': {
      const old = document.value(path) ?? null;
      checkKind(path.slice(1).join('.'), old, json);
      return sameJson(old, json) ? document : document.replace(path, json);
    }
    case 'remove':
      return document.remove(path);
    case 'insert':
      if (typeof last === 'number') return document.insert(around, last, json);
      if (document.has(path)) throw new SaveError('bad-path', `there is a ${JSON.stringify(last)} already`);
      return document.setProperty(around, last, json);
    case 'duplicate':
      if (typeof last !== 'number') throw new SaveError('bad-path', 'a member of a JSON object cannot be there twice');
      return document.duplicate(path);
  }
}

function checkKind(place: string, old: Json, json: Json): void {
  if (kind(old) !== kind(json)) throw new SaveError('bad-value', `${place} is ${kind(old)}, not ${kind(json)}`);
}

function kind(json: Json): string {
  if (json === null) return 'null';
  return Array.isArray(json) ? 'a list' : `a ${typeof json}`;
}

/** The properties with another binary copy; as they are where they have none. */
function inCopy({ properties }: ProspectSave, change: (info: PropertyList) => PropertyList): PropertyList {
  const index = properties.items.findIndex((item) => item.label === infoName);
  const info = properties.items[index];
  const list = info?.value;
  if (info === undefined || !(list instanceof PropertyList)) return properties;
  return replaced(properties, index, info, () => change(list));
}

function withEach(list: PropertyList, change: (property: Property) => unknown): PropertyList {
  const items = list.items.map((property) => {
    const value = change(property);
    return value === property.value ? property : property.withValue(value);
  });
  return items.every((item, index) => item === list.items[index]) ? list : PropertyList.of(items);
}

function replaced(list: PropertyList, index: number, property: Property, change: () => unknown): PropertyList {
  const value = within(property.label, change);
  return value === property.value ? list : list.with(index, property.withValue(value));
}

/** `json` is what the JSON has in the place of the list, before the change. */
function inList(
  list: PropertyList,
  json: Json | undefined,
  [name, ...rest]: JsonPath,
  act: TwinAct,
  archive: ArchiveFacts,
): PropertyList {
  const index = list.items.findIndex((item) => item.label === name);
  const property = list.items[index];
  if (property === undefined || typeof name !== 'string') return list;
  return replaced(list, index, property, () => {
    if (rest.length > 0) return inside(property, memberOf(json, name), rest, act, archive);
    if (act.op === 'set' || act.op === 'insert') return twinValue(property, act.json, archive);
    throw new SaveError('bad-path', `${name} stands in both copies: it can be set only`);
  });
}

function memberOf(json: Json | undefined, name: string): Json | undefined {
  if (json === undefined || json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
  return Object.hasOwn(json, name) ? json[name] : undefined;
}

function inside(
  property: Property,
  json: Json | undefined,
  path: JsonPath,
  act: TwinAct,
  archive: ArchiveFacts,
): unknown {
  const { value } = property;
  const [step, ...rest] = path;
  if (value instanceof PropertyList && typeof step === 'string') return inList(value, json, path, act, archive);
  if (typeof step !== 'number' || !Array.isArray(json)) throw unlike(property);
  if (rest.length === 0) {
    return value instanceof StructArray
      ? actOnStructs(value, json, step, act, archive)
      : actOnParts(property, json, step, act, archive);
  }
  if (!(value instanceof StructArray)) throw unlike(property);
  const place = twinIndex(value.items, json, step);
  const item = value.items[place];
  if (item === undefined) return value;
  if (!(item instanceof PropertyList)) throw unlike(property);
  const next = within(`[${place}]`, () => inList(item, json[step], rest, act, archive));
  return next === item ? value : value.with(value.items.with(place, next));
}

function unlike({ label }: Property): SaveError {
  return new SaveError('bad-path', `${label} is made otherwise among the properties`);
}
