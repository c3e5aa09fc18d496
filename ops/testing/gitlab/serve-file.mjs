import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How files are served.
 *
 * @typedef {object} Manner
 * @property {boolean} ranges whether `Range` is understood; else all of a file is sent with 200
 * @property {boolean} chunked without a length
 * @property {number | null} cutAfterBytes the connection is broken off after so many; null: it is not
 * @property {number} pauseMs between one piece and the next
 * @property {boolean} holds after the head nothing comes, until the asker goes
 */

/** @type {Manner} */
export const usualManner = { ranges: true, chunked: false, cutAfterBytes: null, pauseMs: 0, holds: false };

/**
 * @typedef {object} ServedFile
 * @property {number} sizeBytes
 * @property {(from?: number, to?: number) => Iterable<Buffer>} bytes
 * @property {string} sha256
 */

/**
 * Answers with a file, or with the part of it that `Range` names.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {ServedFile} file
 * @param {Manner} manner
 * @param {Record<string, string>} [headers]
 */
export async function serveFile(request, response, file, manner, headers = {}) {
  const range = manner.ranges ? rangeIn(request.headers.range, file.sizeBytes) : null;
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${file.sizeBytes}` }).end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: file.sizeBytes };
  response.writeHead(range ? 206 : 200, {
    'content-type': 'application/octet-stream',
    ...headers,
    ...(manner.ranges && { 'accept-ranges': 'bytes' }),
    ...(range && { 'content-range': `bytes ${from}-${to - 1}/${file.sizeBytes}` }),
    ...(!manner.chunked && { 'content-length': String(to - from) }),
  });
  if (request.method === 'HEAD') response.end();
  else await send(response, file.bytes(from, to), manner);
}

async function send(response, pieces, { cutAfterBytes, pauseMs, holds }) {
  response.flushHeaders();
  if (holds) return;
  let sentBytes = 0;
  for (const piece of pieces) {
    if (response.destroyed) return;
    const left = cutAfterBytes === null ? piece.length : Math.min(piece.length, cutAfterBytes - sentBytes);
    sentBytes += left;
    if (!response.write(piece.subarray(0, left))) await drained(response);
    if (sentBytes === cutAfterBytes) {
      // What was written is to arrive before the end does.
      response.socket?.destroySoon();
      return;
    }
    if (pauseMs > 0) await sleep(pauseMs);
  }
  response.end();
}

const drained = (response) => {
  const gone = new AbortController();
  const { signal } = gone;
  const either = Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  return either.catch(() => {}).finally(() => gone.abort());
};

/** One range of bytes, as in RFC 9110, section 14. */
function rangeIn(header, sizeBytes) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return null;
  const [, first, last] = found;
  const from = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  return from < to ? { from, to } : 'unsatisfiable';
}
