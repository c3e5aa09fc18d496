import { fromBase64, toBase64 } from '../io/base64.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import { badValue, kindOf } from './value-json.js';

/** Bytes that are put out at once: a multiple of three, so that only the last piece is padded. */
const slice = 48 * 1024;

/**
 * Puts bytes out as base64. Many bytes are put out in pieces by a frame, which comes after what the caller puts out in
 * the same step: let it be the last thing there.
 */
export function emitBytes(bytes: Uint8Array, out: JsonOut): void {
  if (bytes.length <= slice) {
    out.raw(`"${toBase64(bytes)}"`);
    return;
  }
  let at = 0;
  out.raw('"');
  out.enter({
    next(out) {
      out.raw(toBase64(bytes.subarray(at, at + slice)));
      at += slice;
      if (at < bytes.length) return true;
      out.raw('"');
      return false;
    },
  });
}

/** The bytes that {@link emitBytes} put out. */
export function parseBytes(json: Json): Uint8Array {
  if (typeof json !== 'string') throw badValue(`bytes are a string of base64, not ${kindOf(json)}`);
  return fromBase64(json);
}
