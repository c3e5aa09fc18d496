import type { SaveReader } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import type { Codec } from './codec.js';

/** What a reading came to. */
export interface Guess<T> {
  readonly codec: Codec;
  readonly value: T;
}

/**
 * Reads with the first candidate that takes all bytes up to the reader's end. The error of the likeliest is thrown
 * where none does; a limit that is exceeded is no wrong guess and is thrown at once.
 */
export function readGuess<T>(reader: SaveReader, candidates: readonly Codec[], read: (codec: Codec) => T): Guess<T> {
  const { at, depth } = reader;
  let first: SaveError | undefined;
  for (const codec of candidates) {
    reader.at = at;
    reader.depth = depth;
    try {
      const value = read(codec);
      if (reader.remaining === 0) return { codec, value };
      first ??= new SaveError('malformed', `${reader.remaining} bytes follow the value`, reader.at);
    } catch (error) {
      if (!(error instanceof SaveError) || error.code === 'limit') throw error;
      first ??= error;
    }
    if (!reader.guessed(reader.at - at)) break;
  }
  throw first ?? new SaveError('malformed', 'the type is not known', at);
}
