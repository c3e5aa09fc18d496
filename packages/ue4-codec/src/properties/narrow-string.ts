import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import type { JsonOut } from '../json/json-out.js';
import type { InlineCodec } from './scalars.js';
import { badValue, kindOf } from './value-json.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** `FUtf8String`, and `FAnsiString` as far as it is ASCII (from 5.5): i32 n, then n bytes of UTF-8 without a NUL. */
export const utf8: InlineCodec<string> = Object.freeze({
  id: 'utf8',
  minSize: 4,
  inline: true as const,
  read(reader: SaveReader) {
    const { at } = reader;
    const bytes = reader.take(reader.count(1));
    if (bytes.at(-1) === 0) throw new SaveError('malformed', 'a NUL ends a string of UTF-8', at);
    try {
      return decoder.decode(bytes);
    } catch (error) {
      if (error instanceof TypeError) throw new SaveError('malformed', 'a string is no UTF-8', at);
      throw error;
    }
  },
  write(writer: SaveWriter, value: string) {
    const bytes = encoder.encode(value);
    writer.i32(bytes.length);
    writer.raw(bytes);
  },
  emit: (value: string, out: JsonOut) => out.string(value),
  parse(json: Json) {
    if (typeof json !== 'string') throw badValue(`a text is wanted, not ${kindOf(json)}`);
    if (decoder.decode(encoder.encode(json)) !== json) throw badValue('UTF-8 has no unpaired surrogates');
    if (json.endsWith('\0')) throw badValue('this text cannot end in a NUL');
    return json;
  },
});
