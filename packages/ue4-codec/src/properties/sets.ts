import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts, PropertyHolder } from './codec.js';
import type { SetValue } from './map-value.js';
import { recordOf } from './record.js';
import { sequence } from './sequence.js';

/** `TSet`: i32 n and elements that were removed, i32 n and the elements. */
export function set(element: Codec): Codec<SetValue> {
  const list = sequence('items', element);
  const fields = recordOf<SetValue>('set', { removed: list, items: list });
  const inner = list.parts as Parts<readonly unknown[]>;
  const within = (value: SetValue, items: readonly unknown[]): SetValue => ({ removed: value.removed, items });
  return Object.freeze({
    id: `set<${element.id}>`,
    minSize: 8,
    fits(reader: SaveReader) {
      if (element.fixedSize === undefined) return true;
      const items = reader.countAfter(element.fixedSize);
      return items === undefined || items.left === items.count * element.fixedSize;
    },
    read: (reader: SaveReader) => fields.read(reader),
    write: (writer: SaveWriter, value: SetValue) => fields.write(writer, value),
    emit: fields.emit,
    parse: (json: Json, context: ParseContext) => fields.parse(json, context),
    parts: {
      kind: 'list' as const,
      count: (value: SetValue) => value.items.length,
      at: (value: SetValue, index: number) => inner.at(value.items, index),
      indexOf: (value: SetValue, step: string | number) => inner.indexOf(value.items, step),
      replace: (value: SetValue, index: number, part: unknown) => within(value, value.items.with(index, part)),
      insert: (value: SetValue, index: number, json: Json, context: ParseContext) =>
        within(value, value.items.toSpliced(index, 0, element.parse(json, context))),
      remove: (value: SetValue, index: number) => within(value, value.items.toSpliced(index, 1)),
      duplicate: (value: SetValue, index: number) =>
        within(value, value.items.toSpliced(index + 1, 0, value.items[index])),
    },
    eachList:
      element.eachList === undefined
        ? undefined
        : (value: SetValue, visit: (list: PropertyHolder) => void) => {
            for (const one of value.removed) element.eachList?.(one, visit);
            for (const one of value.items) element.eachList?.(one, visit);
          },
  });
}
