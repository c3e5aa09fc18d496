import type { SaveReader, SaveWriter } from '../archive/save-stream.ts';
import type { JsonOut } from '../json/json-out.ts';
import type { Json } from '../json/json.ts';
import type { Codec, ParseContext } from './codec.ts';
import { bool32 } from './scalars.ts';
import { sequence } from './sequence.ts';

/** `TOptional`: whether it is set, in four bytes, then the value. A list of one value or none, so that it can be emptied. */
export function optional(element: Codec): Codec<readonly unknown[]> {
  const list = sequence('optional', element);
  return {
    ...list,
    id: `optional<${element.id}>`,
    read: (reader: SaveReader) => (bool32.read(reader) ? [element.read(reader)] : []),
    write(writer: SaveWriter, value: readonly unknown[]) {
      bool32.write(writer, value.length > 0);
      if (value.length > 0) element.write(writer, value[0]);
    },
    emit: (value: readonly unknown[], out: JsonOut) => list.emit(value, out),
    parse(json: Json, context: ParseContext) {
      return list.parse(json, context).slice(0, 1);
    },
  };
}
