import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import type { Str } from '../io/strings.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext } from '../properties/codec.js';
import { recordParts, recordOf } from '../properties/record.js';
import { scalars } from '../properties/scalars.js';

/** `FUniqueNetIdRepl`: who a player is to an online service. */
export interface UniqueNetId {
  /** Bytes of the id in memory; 0 for nobody, and then the rest is absent. */
  readonly Size: number;
  /** The online service, since UE 4.22 or so. */
  readonly Type?: Str;
  readonly Contents?: Str;
}

function uniqueNetId(id: string, fields: Partial<Record<keyof UniqueNetId, 'str'>>): Codec<UniqueNetId> {
  const somebody = recordOf<UniqueNetId>(id, { Size: 'i32', ...fields });
  const nobody = recordOf<UniqueNetId>(id, { Size: 'i32' });
  const names = ['Size', ...Object.keys(fields)];
  const codecs = names.map((name): Codec => (name === 'Size' ? scalars.int32 : scalars.string));
  const parts = recordParts<UniqueNetId>(names, codecs);
  const of = (size: number) => (size > 0 ? somebody : nobody);
  return Object.freeze({
    id,
    minSize: 4,
    read(reader: SaveReader): UniqueNetId {
      const { at } = reader;
      const size = reader.i32();
      reader.at = at;
      return of(size).read(reader);
    },
    write: (writer: SaveWriter, value: UniqueNetId) => of(value.Size).write(writer, value),
    emit: (value: UniqueNetId, out: JsonOut) => of(value.Size).emit(value, out),
    parse(json: Json, context: ParseContext): UniqueNetId {
      const size = json !== null && typeof json === 'object' && !Array.isArray(json) ? json['Size'] : undefined;
      return of(typeof size === 'number' ? size : 0).parse(json, context);
    },
    parts: {
      ...parts,
      count: (value: UniqueNetId) => (value.Size > 0 ? names.length : 1),
      indexOf(value: UniqueNetId, step: string | number) {
        const index = parts.indexOf(value, step);
        return value.Size > 0 || index === 0 ? index : -1;
      },
      replace(value: UniqueNetId, index: number, part: unknown): UniqueNetId {
        if (index > 0) return parts.replace(value, index, part);
        const size = part as number;
        const empty = Object.fromEntries(names.slice(1).map((name) => [name, '']));
        return size > 0 ? { Size: size, ...empty, ...withoutSize(value) } : { Size: size };
      },
    },
  });
}

function withoutSize(value: UniqueNetId): Omit<UniqueNetId, 'Size'> {
  const { Size: _size, ...rest } = value;
  return rest;
}

/** With the name of the service, as it is today, and without. */
export const uniqueNetIdCodecs: readonly Codec[] = [
  uniqueNetId('UniqueNetIdRepl', { Type: 'str', Contents: 'str' }),
  uniqueNetId('UniqueNetIdReplUntyped', { Contents: 'str' }),
];
