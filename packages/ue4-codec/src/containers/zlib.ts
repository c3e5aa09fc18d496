import {
  deflate as pakoDeflate,
  zlibInflate,
  zlibInflateInit2,
  Z_BUF_ERROR,
  Z_OK,
  Z_STREAM_END,
  Z_SYNC_FLUSH,
  ZStream,
} from 'pako';
import { SaveError } from '../errors.js';

const windowBits = 15;
/** The first guess at the size of the content: most saves stay below, and a lying header costs no more than this. */
const firstGuess = 32;
const smallest = 64 * 1024;

export interface InflateOptions {
  /** Bytes that the content is said to have: more than that is refused, less is not. */
  readonly expected?: number;
  /** Where the stream begins in its file, for the message. */
  readonly offset?: number;
}

/**
 * Unpacks a zlib stream that must take up all of `bytes`. Never allocates for more than `limit` bytes of content, and
 * for what a header announces only as the stream bears it out.
 */
export function inflate(bytes: Uint8Array, limit: number, options: InflateOptions = {}): Uint8Array {
  const { expected, offset = 0 } = options;
  if (expected !== undefined && expected > limit) throw tooMuch(limit, offset);
  const most = expected ?? limit;
  const stream = new ZStream();
  if (zlibInflateInit2(stream, windowBits) !== Z_OK)
    throw new SaveError('malformed', 'the compressed data cannot be read', offset);
  stream.input = bytes;
  stream.avail_in = bytes.length;
  // One byte more than may come: so the end of the stream is seen without another round.
  const believed = Math.max(smallest, bytes.length * firstGuess);
  setOutput(stream, Math.min(most, believed) + 1);
  for (;;) {
    const status = zlibInflate(stream, Z_SYNC_FLUSH);
    if (stream.next_out > most) throw expected === undefined ? tooMuch(limit, offset) : lying(expected, offset);
    if (status === Z_STREAM_END) break;
    if (status !== Z_OK && status !== Z_BUF_ERROR)
      throw new SaveError('malformed', `the compressed data is broken: ${reason(stream)}`, offset + stream.next_in);
    if (stream.avail_out === 0) setOutput(stream, Math.min(most + 1, stream.output.length * 2));
    else throw new SaveError('truncated', 'the compressed data ends too early', offset + stream.next_in);
  }
  if (stream.avail_in > 0)
    throw new SaveError('malformed', `${stream.avail_in} bytes follow the compressed data`, offset + stream.next_in);
  return stream.output.subarray(0, stream.next_out);
}

function tooMuch(limit: number, offset: number): SaveError {
  return new SaveError('limit', `the compressed data unpacks to more than ${limit} bytes`, offset);
}

function lying(expected: number, offset: number): SaveError {
  return new SaveError(
    'malformed',
    `the compressed data unpacks to more than the ${expected} bytes that are announced`,
    offset,
  );
}

function setOutput(stream: ZStream, size: number): void {
  const output = new Uint8Array(size);
  const done = stream.next_out;
  if (done > 0) output.set(stream.output);
  stream.output = output;
  stream.next_out = done;
  stream.avail_out = size - done;
}

function reason(stream: ZStream): string {
  return stream.msg === '' ? 'it needs a dictionary' : stream.msg;
}

/** Packs as stock zlib does at level 6, which is what the games do: the same content gives the bytes of the game. */
export function deflate(bytes: Uint8Array): Uint8Array {
  return pakoDeflate(bytes, { level: 6, legacyHash: true });
}
