import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { tooMuch, unknownEncoding } from './guarded-client.errors.js';

/**
 * Reads a body to its end and unpacks it, both at most `maxBytes` long: what is packed small may be large.
 *
 * @param encoding value of `Content-Encoding`; a chain of several is refused.
 * @throws DomainError `outgoing_too_large`, `outgoing_encoding`
 */
export const readBounded = async (body: Readable, encoding: string | null, maxBytes: number): Promise<Buffer> => {
  const unpack = unpackerOf(encoding);
  const chunks: Buffer[] = [];
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of bounded(source, maxBytes)) chunks.push(chunk);
  };
  if (!unpack) await pipeline(body, collect);
  else await pipeline(body, (source: AsyncIterable<Buffer>) => bounded(source, maxBytes), unpack, collect);
  return Buffer.concat(chunks);
};

async function* bounded(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw tooMuch(maxBytes);
    yield chunk;
  }
}

const unpackerOf = (encoding: string | null): Transform | null => {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      throw unknownEncoding();
  }
};
