import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError, within } from '../errors.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts, PropertyHolder } from './codec.js';
import { MapValue, type MapEntry } from './map-value.js';
import { record } from './record.js';
import { listIndex, sequence } from './sequence.js';
import { fieldOf, parseFields, parseList } from './value-json.js';

/** `TMap`: i32 n and keys that were removed, i32 n and the entries. */
export function map(key: Codec, value: Codec): Codec<MapValue> {
  const removed = sequence('removed', key);
  const entry = record('entry', { key, value });
  return Object.freeze({
    id: `map<${key.id},${value.id}>`,
    minSize: 8,
    fits: (reader: SaveReader) => fitsMap(reader, key.fixedSize, value.fixedSize),
    read: (reader: SaveReader) => readMap(reader, removed, key, value),
    write(writer: SaveWriter, map: MapValue) {
      removed.write(writer, map.removed);
      writer.i32(map.length);
      for (let i = 0; i < map.length; i += 1) {
        key.write(writer, map.keys[i]);
        value.write(writer, map.values[i]);
      }
    },
    emit: (map: MapValue, out: JsonOut) => emitMap(map, removed, entry, out),
    parse(json: Json, context: ParseContext) {
      const fields = parseFields(json, ['removed', 'entries'], 'a map');
      const entries = parseList(fieldOf(fields, 'entries'), 'entries').map((item, i) =>
        within(`[${i}]`, () => entry.parse(item, context)),
      );
      return new MapValue(
        removed.parse(fieldOf(fields, 'removed'), context),
        entries.map((one) => one.key),
        entries.map((one) => one.value),
      );
    },
    parts: mapParts(entry),
    eachList:
      key.eachList === undefined && value.eachList === undefined
        ? undefined
        : (map: MapValue, visit: (list: PropertyHolder) => void) => eachInside(map, key, value, visit),
  });
}

function fitsMap(reader: SaveReader, key: number | undefined, value: number | undefined): boolean {
  if (key === undefined || value === undefined) return true;
  const entries = reader.countAfter(key);
  return entries === undefined || entries.left === entries.count * (key + value);
}

function readMap(reader: SaveReader, removed: Codec<readonly unknown[]>, key: Codec, value: Codec): MapValue {
  const gone = removed.read(reader);
  const count = reader.count(key.minSize + value.minSize);
  const keys: unknown[] = [];
  const values: unknown[] = [];
  try {
    for (let i = 0; i < count; i += 1) {
      keys.push(key.read(reader));
      values.push(value.read(reader));
    }
  } catch (error) {
    throw error instanceof SaveError ? error.within(`[${values.length}]`) : error;
  }
  return new MapValue(gone, keys, values);
}

function entryAt(map: MapValue, index: number): MapEntry {
  return { key: map.keys[index], value: map.values[index] };
}

/** `{"removed":[…],"entries":[{"key":…,"value":…}…]}`, an entry at a time. */
function emitMap(map: MapValue, removed: Codec, entry: Codec<MapEntry>, out: JsonOut): void {
  let next = -1;
  out.raw('{"removed":');
  out.enter({
    next(out) {
      const index = next++;
      if (index === -1) removed.emit(map.removed, out);
      else if (index === map.length) {
        out.raw(index === 0 ? ',"entries":[]}' : ']}');
        return false;
      } else {
        out.raw(index === 0 ? ',"entries":[' : ',');
        entry.emit(entryAt(map, index), out);
      }
      return true;
    },
  });
}

function eachInside(map: MapValue, key: Codec, value: Codec, visit: (list: PropertyHolder) => void): void {
  for (const one of map.removed) key.eachList?.(one, visit);
  for (let i = 0; i < map.length; i += 1) {
    key.eachList?.(map.keys[i], visit);
    value.eachList?.(map.values[i], visit);
  }
}

function mapParts(entry: Codec<MapEntry>): Parts<MapValue> {
  const splice = (map: MapValue, index: number, gone: number, added: readonly MapEntry[]): MapValue =>
    new MapValue(
      map.removed,
      map.keys.toSpliced(index, gone, ...added.map((one) => one.key)),
      map.values.toSpliced(index, gone, ...added.map((one) => one.value)),
    );
  return {
    kind: 'list',
    count: (map) => map.length,
    at: (map, index) => ({ step: index, type: 'entry', codec: entry, value: entryAt(map, index) }),
    indexOf: (map, step) => listIndex(step, map.length),
    replace: (map, index, part) => splice(map, index, 1, [part as MapEntry]),
    insert: (map, index, json, context) => splice(map, index, 0, [entry.parse(json, context)]),
    remove: (map, index) => splice(map, index, 1, []),
    duplicate: (map, index) => splice(map, index + 1, 0, [entryAt(map, index)]),
  };
}
