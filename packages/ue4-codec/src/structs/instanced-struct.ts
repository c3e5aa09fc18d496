import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { Str } from '../io/strings.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, PropertyHolder } from '../properties/codec.js';
import { record } from '../properties/record.js';

interface InstancedStruct {
  readonly struct: Str;
  readonly value: unknown;
}

/** A value with the number of its bytes before it. Reads only what fills them exactly. */
function sized(inner: Codec): Codec {
  return {
    id: inner.id,
    minSize: 4,
    read(reader: SaveReader) {
      const size = reader.i32();
      const outer = reader.end;
      const end = reader.at + size;
      if (size < 0 || end > outer)
        throw new SaveError('truncated', `a struct of ${size} bytes where ${outer - reader.at} are left`, reader.at);
      reader.end = end;
      try {
        const value = inner.read(reader);
        if (reader.at !== end)
          throw new SaveError('malformed', `${end - reader.at} bytes are left of a struct`, reader.at);
        return value;
      } finally {
        reader.end = outer;
      }
    },
    write(writer: SaveWriter, value: unknown) {
      const open = writer.open();
      inner.write(writer, value);
      writer.close(open);
    },
    emit: (value: unknown, out: JsonOut) => inner.emit(value, out),
    parse: (json: Json, context: ParseContext) => inner.parse(json, context),
    ...(inner.parts === undefined ? {} : { parts: inner.parts }),
  };
}

/** Nothing, told by a size of 0: no struct, or one without properties that differ from their defaults. */
const nothing: Codec<null> = {
  id: 'nothing',
  minSize: 0,
  fixedSize: 0,
  read: () => null,
  write: () => undefined,
  emit: (_value: null, out: JsonOut) => out.raw('null'),
  parse(json: Json) {
    if (json !== null) throw new SaveError('bad-value', 'this struct is empty');
    return null;
  },
};

interface Prefix {
  readonly version?: 'u8';
}

function instancedStruct(id: string, prefix: Prefix, lists: Codec): Codec {
  return {
    ...record(id, { ...prefix, struct: 'str', value: sized(lists) }),
    eachList(value: InstancedStruct, visit: (list: PropertyHolder) => void) {
      lists.eachList?.(value.value, visit);
    },
  };
}

function emptyStruct(id: string, prefix: Prefix): Codec {
  return record(id, { ...prefix, struct: 'str', value: sized(nothing) });
}

const known = new WeakMap<Codec, readonly Codec[]>();

/**
 * `FInstancedStruct` (UE 5): the path of a struct, the size of its value and the value, of which tagged properties are
 * understood. Before 5.2 a version of one byte stands first.
 */
export function instancedStructCodecs(lists: Codec): readonly Codec[] {
  let codecs = known.get(lists);
  if (codecs === undefined) {
    codecs = [
      instancedStruct('InstancedStruct', {}, lists),
      emptyStruct('InstancedStruct-Empty', {}),
      instancedStruct('InstancedStruct-Version', { version: 'u8' }, lists),
      emptyStruct('InstancedStruct-VersionEmpty', { version: 'u8' }),
    ];
    known.set(lists, codecs);
  }
  return codecs;
}
