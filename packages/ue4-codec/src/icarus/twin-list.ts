import type { ArchiveFacts } from '../archive/facts.js';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import type { Property } from '../properties/property.js';
import { PropertyList } from '../properties/property-list.js';
import type { StructArray } from '../properties/struct-array.js';
import { identityOf, keysOf, structIdentity } from './twin-identity.js';
import { newTwin, twinStruct } from './twin-value.js';

/** What happens to one place of `info`. */
export interface TwinAct {
  readonly op: 'set' | 'insert' | 'remove' | 'duplicate';
  /** For `set` and `insert`. */
  readonly json: Json;
}

/** Where the twin of the element `index` of a list in JSON stands; -1 where it has none. */
export function twinIndex(items: readonly unknown[], list: readonly Json[], index: number): number {
  const key = keysOf(list.slice(0, index + 1), identityOf)[index];
  return key === undefined ? -1 : keysOf(items, structIdentity).indexOf(key);
}

/** The same the other way round: where an element of the binary list stands in JSON. */
export function jsonIndex(items: readonly unknown[], list: readonly Json[], index: number): number {
  const key = keysOf(items.slice(0, index + 1), structIdentity)[index];
  return key === undefined ? -1 : keysOf(list, identityOf).indexOf(key);
}

/** An act on the element `index` of a list, done to its twin. What only the JSON has stays there alone. */
export function actOnStructs(
  array: StructArray,
  list: readonly Json[],
  index: number,
  act: TwinAct,
  archive: ArchiveFacts,
): StructArray {
  if (act.op === 'insert') return inserted(array, list, index, act.json, archive);
  const place = twinIndex(array.items, list, index);
  const item = array.items[place];
  if (item === undefined) return array;
  if (act.op === 'remove') return array.with(array.items.toSpliced(place, 1));
  if (act.op === 'duplicate') return array.with(array.items.toSpliced(place + 1, 0, item));
  if (!(item instanceof PropertyList)) throw new SaveError('bad-value', `element ${place} is not understood`);
  const who = identityOf(act.json);
  const own = who !== undefined && who === structIdentity(item);
  const next = twinStruct(item, act.json, archive, own);
  return next === item ? array : array.with(array.items.with(place, next));
}

/** Before the twin of the element that it comes before in JSON, or else behind the twin of the one before it. */
function inserted(
  array: StructArray,
  list: readonly Json[],
  index: number,
  json: Json,
  archive: ArchiveFacts,
): StructArray {
  const next = index < list.length ? twinIndex(array.items, list, index) : -1;
  const before = next < 0 && index > 0 ? twinIndex(array.items, list, index - 1) : -1;
  const place = next >= 0 ? next : before >= 0 ? before + 1 : array.items.length;
  return array.with(array.items.toSpliced(place, 0, newTwin(array, json, archive)));
}

/** An act on the element `index` of a list of anything else, whose elements have nothing but their place. */
export function actOnParts(
  property: Property,
  list: readonly Json[],
  index: number,
  act: TwinAct,
  archive: ArchiveFacts,
): unknown {
  const { codec, value } = property;
  const { parts } = codec;
  if (parts === undefined || parts.kind !== 'list' || parts.count(value) !== list.length) {
    return codec.parse(after(list, index, act), { archive });
  }
  if (act.op === 'set') {
    return parts.replace(value, index, parts.at(value, index).codec.parse(act.json, { archive }));
  }
  const done =
    act.op === 'insert'
      ? parts.insert?.(value, index, act.json, { archive })
      : act.op === 'remove'
        ? parts.remove?.(value, index)
        : parts.duplicate?.(value, index);
  return done === undefined ? codec.parse(after(list, index, act), { archive }) : done;
}

/** The list in JSON after an act. */
function after(list: readonly Json[], index: number, { op, json }: TwinAct): Json {
  switch (op) {
    case 'set':
      return list.with(index, json);
    case 'insert':
      return list.toSpliced(index, 0, json);
    case 'remove':
      return list.toSpliced(index, 1);
    case 'duplicate':
      return list.toSpliced(index + 1, 0, list[index] ?? null);
  }
}
