import type { JsonOut } from '../json/json-out.ts';
import type { Json } from '../json/json.ts';
import { badValue, kindOf } from './value-json.ts';

/** Bytes that are put out at once: a multiple of three, so that only the last piece is padded. */
const slice = 48 * 1024;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0));
const pad = 0x3d;
const digits = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i += 1) digits[alphabet.charCodeAt(i)] = i;

/**
 * Puts bytes out as base64. Many bytes are put out in pieces by a frame, which comes after what the caller puts out in
 * the same step: let it be the last thing there.
 */
export function emitBytes(bytes: Uint8Array, out: JsonOut): void {
  if (bytes.length <= slice) {
    out.raw(`"${encode(bytes)}"`);
    return;
  }
  let at = 0;
  out.raw('"');
  out.enter({
    next(out) {
      out.raw(encode(bytes.subarray(at, at + slice)));
      at += slice;
      if (at < bytes.length) return true;
      out.raw('"');
      return false;
    },
  });
}

function encode(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let to = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] as number;
    const b = i + 1 < bytes.length ? (bytes[i + 1] as number) : 0;
    const c = i + 2 < bytes.length ? (bytes[i + 2] as number) : 0;
    text[to++] = codes[a >> 2] as number;
    text[to++] = codes[((a & 3) << 4) | (b >> 4)] as number;
    text[to++] = i + 1 < bytes.length ? (codes[((b & 15) << 2) | (c >> 6)] as number) : pad;
    text[to++] = i + 2 < bytes.length ? (codes[c & 63] as number) : pad;
  }
  return latin1.decode(text);
}

const latin1 = new TextDecoder('latin1');

/** The bytes that {@link emitBytes} put out. */
export function parseBytes(json: Json): Uint8Array {
  if (typeof json !== 'string') throw badValue(`bytes are a string of base64, not ${kindOf(json)}`);
  if (json.length % 4 !== 0) throw badValue('bytes are a string of base64, in fours');
  const padding = json.endsWith('==') ? 2 : json.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((json.length / 4) * 3 - padding);
  let from = 0;
  let to = 0;
  const whole = json.length - (padding === 0 ? 0 : 4);
  for (; from < whole; from += 4) {
    const quad = four(json, from, 4);
    bytes[to++] = quad >> 16;
    bytes[to++] = quad >> 8;
    bytes[to++] = quad;
  }
  if (padding === 0) return bytes;
  const quad = four(json, from, 4 - padding);
  bytes[to++] = quad >> 16;
  if (padding === 1) bytes[to] = quad >> 8;
  if ((quad & (padding === 1 ? 0xff : 0xffff)) !== 0) throw badValue('base64 ends in bits that are not of a byte');
  return bytes;
}

/** The 24 bits of `count` digits at `from`, zeros after. */
function four(text: string, from: number, count: number): number {
  let bits = 0;
  for (let i = 0; i < count; i += 1) {
    const digit = digits[text.charCodeAt(from + i)] ?? -1;
    if (digit < 0) throw badValue(`base64 has no digit ${JSON.stringify(text[from + i])}`);
    bits = (bits << 6) | digit;
  }
  return bits << (6 * (4 - count));
}
