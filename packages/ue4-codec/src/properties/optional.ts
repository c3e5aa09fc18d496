import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts } from './codec.js';
import { bool32 } from './scalars.js';
import { sequence } from './sequence.js';

/** `TOptional`: whether it is set, in four bytes, then the value. A list of one value or none, so that it can be emptied. */
export function optional(element: Codec): Codec<readonly unknown[]> {
  const list = sequence('optional', element);
  return {
    ...list,
    ...(list.parts === undefined ? {} : { parts: partsOfOne(list.parts) }),
    id: `optional<${element.id}>`,
    read: (reader: SaveReader) => (bool32.read(reader) ? [element.read(reader)] : []),
    write(writer: SaveWriter, value: readonly unknown[]) {
      bool32.write(writer, value.length > 0);
      if (value.length > 0) element.write(writer, value[0]);
    },
    emit: (value: readonly unknown[], out: JsonOut) => list.emit(value, out),
    parse(json: Json, context: ParseContext) {
      const values = list.parse(json, context);
      if (values.length > 1) throw onlyOne();
      return values;
    },
  };
}

function onlyOne(): SaveError {
  return new SaveError('bad-value', 'there is one value, or none');
}

/** The parts of a list that takes no second element. */
function partsOfOne(parts: Parts<readonly unknown[]>): Parts<readonly unknown[]> {
  const { insert } = parts;
  if (insert === undefined) return parts;
  return {
    ...parts,
    duplicate() {
      throw onlyOne();
    },
    insert(value, index, json, context, name) {
      if (value.length > 0) throw onlyOne();
      return insert(value, index, json, context, name);
    },
  };
}
