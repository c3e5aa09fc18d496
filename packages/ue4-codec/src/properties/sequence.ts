import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { within } from '../errors.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts, PropertyHolder } from './codec.js';
import { isInline } from './scalars.js';
import { parseList } from './value-json.js';

/** A codec of lists as the engine stores a `TArray` of its own: i32 n, then the elements. */
export function sequence<T>(id: string, element: Codec<T>): Codec<readonly T[]> {
  return Object.freeze({
    id,
    minSize: 4,
    read(reader: SaveReader): readonly T[] {
      const count = reader.count(element.minSize);
      const list: T[] = [];
      for (let i = 0; i < count; i += 1) list.push(element.read(reader));
      return list;
    },
    write(writer: SaveWriter, list: readonly T[]): void {
      writer.i32(list.length);
      for (const value of list) element.write(writer, value);
    },
    emit: (list: readonly T[], out: JsonOut) => emitList(list, element, out),
    parse: (json: Json, context: ParseContext): readonly T[] =>
      parseList(json, id).map((value, index) => within(`[${index}]`, () => element.parse(value, context))),
    parts: listParts(element),
    ...(element.eachList === undefined ? {} : { eachList: eachInside(element) }),
  });
}

/** The lists of properties inside the elements. */
function eachInside<T>(element: Codec<T>): (list: readonly T[], visit: (list: PropertyHolder) => void) => void {
  return (list, visit) => {
    for (const value of list) element.eachList?.(value, visit);
  };
}

/** Elements that are put out before a chunk may be taken. */
const atOnce = 256;

/** Puts a list out, a piece at a time. */
function emitList<T>(list: readonly T[], element: Codec<T>, out: JsonOut): void {
  const step = isInline(element) ? atOnce : 1;
  let next = 0;
  out.raw('[');
  out.enter({
    next(out) {
      // The bracket waits for a step of its own: the last element may have entered a frame.
      if (next === list.length) {
        out.raw(']');
        return false;
      }
      const end = Math.min(list.length, next + step);
      for (; next < end; next += 1) {
        if (next > 0) out.raw(',');
        element.emit(list[next] as T, out);
      }
      return true;
    },
  });
}

/** The index that a step of a path is in a list of that length, or -1. */
export function listIndex(step: string | number, length: number): number {
  return typeof step === 'number' && Number.isInteger(step) && step >= 0 && step < length ? step : -1;
}

function listParts<T>(element: Codec<T>): Parts<readonly T[]> {
  return {
    kind: 'list',
    count: (list) => list.length,
    at: (list, index) => ({ step: index, type: element.id, codec: element, value: list[index] }),
    indexOf: (list, step) => listIndex(step, list.length),
    replace: (list, index, part) => list.with(index, part as T),
    insert: (list, index, json, context) => list.toSpliced(index, 0, element.parse(json, context)),
    remove: (list, index) => list.toSpliced(index, 1),
    duplicate: (list, index) => list.toSpliced(index + 1, 0, list[index] as T),
  };
}
