import { ArchiveFacts } from '../archive/facts.js';
import { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import { defaultLimits } from '../limits.js';
import type { Codec } from '../properties/codec.js';

/** Facts of an archive of that version. */
export function factsOf(ue4 = 522, ue5 = 0, custom: ReadonlyMap<string, number> = new Map()): ArchiveFacts {
  return new ArchiveFacts({ ue4, ue5, custom }, defaultLimits);
}

const facts = factsOf();

/** The value of all the bytes; throws where some are left. */
export function readAll<T>(codec: Codec<T>, bytes: Uint8Array): T {
  const reader = new SaveReader(facts, bytes);
  const value = codec.read(reader);
  if (reader.remaining > 0) throw new SaveError('malformed', `${reader.remaining} bytes are left`, reader.at);
  return value;
}

export function writeAll<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = new SaveWriter(facts);
  codec.write(writer, value);
  return writer.done().slice();
}

/** The JSON text of a value. */
export function emitted<T>(codec: Codec<T>, value: T): string {
  const out = new JsonOut();
  codec.emit(value, out);
  return [...out.chunks()].join('');
}

export function parsed<T>(codec: Codec<T>, json: Json): T {
  return codec.parse(json, { archive: facts });
}

/** What a value becomes by way of JSON text. */
export function throughText<T>(codec: Codec<T>, value: T): T {
  return parsed(codec, JSON.parse(emitted(codec, value)) as Json);
}

/** The bytes that come back from bytes: as they were read, and by way of JSON. */
export function roundTrips(codec: Codec, bytes: Uint8Array): { read: Uint8Array; json: Uint8Array } {
  const value: unknown = readAll(codec, bytes);
  return { read: writeAll(codec, value), json: writeAll(codec, throughText(codec, value)) };
}

/** The code of the error that `act` throws. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof SaveError) return error.code;
    throw error;
  }
  return 'none';
}

/** The part at a path of steps. */
export function partAt(codec: Codec, value: unknown, ...steps: readonly (string | number)[]): unknown {
  let here = { codec, value };
  for (const step of steps) {
    const { parts } = here.codec;
    if (parts === undefined) throw new Error(`${here.codec.id} has no parts`);
    here = parts.at(here.value, parts.indexOf(here.value, step));
  }
  return here.value;
}

/** The value with another part at a path, as an edit makes it. */
export function withPart(codec: Codec, value: unknown, steps: readonly (string | number)[], json: Json): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return parsed(codec, json);
  const { parts } = codec;
  if (parts === undefined) throw new Error(`${codec.id} has no parts`);
  const index = parts.indexOf(value, step);
  const part = parts.at(value, index);
  return parts.replace(value, index, withPart(part.codec, part.value, rest, json));
}
