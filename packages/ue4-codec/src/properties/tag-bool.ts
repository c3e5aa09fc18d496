import { SaveError } from '../errors.js';
import type { Codec } from './codec.js';

/** A bool in its own tag, without a payload. A byte other than 0 and 1 is kept as that number (before 5.4). */
type TagBool = boolean | number;

interface TagBoolCodec extends Codec<TagBool> {
  fromByte(byte: number): TagBool;
  toByte(value: TagBool): number;
}

export const tagBool: TagBoolCodec = {
  id: 'bool',
  minSize: 0,
  read: () => false,
  write: () => undefined,
  emit: (value, out) => out.raw(String(value)),
  parse(json, { archive }) {
    if (typeof json === 'boolean') return json;
    if (!archive.completeTypes && typeof json === 'number' && Number.isInteger(json) && json > 1 && json < 256)
      return json;
    throw new SaveError('bad-value', 'true or false is wanted');
  },
  fromByte: (byte) => (byte > 1 ? byte : byte === 1),
  toByte: (value) => Number(value),
};
