import type { Archive } from '../archive/archive.js';
import { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import { sameBytes } from '../io/same-bytes.js';
import type { Codec } from '../properties/codec.js';
import { MapValue } from '../properties/map-value.js';
import { PropertyList } from '../properties/property-list.js';
import { Property } from '../properties/property.js';
import { StructArray } from '../properties/struct-array.js';
import { sameTag, sameValue } from './same.js';

/**
 * Refuses a value that a person made up and that would not be read again as it is: a tag that has no place for what it
 * is to carry, a type without its parameters, a property with the name that ends a list.
 */
export function checkStorable(codec: Codec, value: unknown, archive: Archive): void {
  const bytes = written(codec, value, archive);
  const back = readBack(codec, bytes, archive);
  if (!sameStored(value, back) || !sameBytes(written(codec, back, archive), bytes)) {
    throw new SaveError('bad-value', 'the value would be read again as another one');
  }
}

function written(codec: Codec, value: unknown, archive: Archive): Uint8Array {
  const writer = new SaveWriter(archive, undefined, true);
  codec.write(writer, value);
  return writer.done();
}

function readBack(codec: Codec, bytes: Uint8Array, archive: Archive): unknown {
  const reader = new SaveReader(archive, bytes);
  try {
    const value: unknown = codec.read(reader);
    if (reader.remaining === 0) return value;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    throw new SaveError('bad-value', `the value could not be read again: ${error.problem}`);
  }
  throw new SaveError('bad-value', 'the value could not be read again: bytes are left');
}

/** As `sameValue`, but where another codec reads the same bytes, they count. */
function sameStored(a: unknown, b: unknown): boolean {
  if (a instanceof PropertyList && b instanceof PropertyList) return sameItems(a.items, b.items);
  if (a instanceof Property && b instanceof Property) {
    return sameTag(a, b) && (a.codec.id !== b.codec.id || sameStored(a.value, b.value));
  }
  if (a instanceof StructArray && b instanceof StructArray) {
    const sameHead = sameValue([a.name, a.struct, a.structGuid, a.guid], [b.name, b.struct, b.structGuid, b.guid]);
    return sameHead && (a.element.id !== b.element.id || sameItems(a.items, b.items));
  }
  if (a instanceof MapValue && b instanceof MapValue)
    return sameItems([a.removed, a.keys, a.values], [b.removed, b.keys, b.values]);
  if (Array.isArray(a) && Array.isArray(b)) return sameItems(a, b);
  return sameValue(a, b);
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => sameStored(item, b[i]));
}
