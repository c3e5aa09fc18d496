import { SaveError } from '../errors.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const padding = '='.charCodeAt(0);
const codes = Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0));
const values = new Int8Array(128).fill(-1);
for (let i = 0; i < codes.length; i += 1) values[codes[i] as number] = i;

/** Bytes to a slice: a multiple of three, so that slices join without padding, and small enough for one call. */
const sliceBytes = 3 * 4096;

/** Base64 with padding, in one line. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += sliceBytes)
    text += encodeSlice(bytes, at, Math.min(bytes.length, at + sliceBytes));
  return text;
}

function encodeSlice(bytes: Uint8Array, start: number, end: number): string {
  const digits = new Uint8Array(Math.ceil((end - start) / 3) * 4);
  let out = 0;
  for (let at = start; at < end; at += 3) {
    const a = bytes[at] as number;
    const b = at + 1 < end ? (bytes[at + 1] as number) : 0;
    const c = at + 2 < end ? (bytes[at + 2] as number) : 0;
    digits[out] = codes[a >> 2] as number;
    digits[out + 1] = codes[((a & 3) << 4) | (b >> 4)] as number;
    digits[out + 2] = at + 1 < end ? (codes[((b & 15) << 2) | (c >> 6)] as number) : padding;
    digits[out + 3] = at + 2 < end ? (codes[c & 63] as number) : padding;
    out += 4;
  }
  return String.fromCharCode(...digits);
}

/** The bytes of canonical Base64 with padding: what {@link toBase64} would not write is refused. */
export function fromBase64(text: string): Uint8Array {
  const { length } = text;
  if (length % 4 !== 0)
    throw new SaveError('bad-value', `this is not Base64: ${length} digits are no multiple of four`);
  const missing = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((length / 4) * 3 - missing);
  const whole = missing === 0 ? length : length - 4;
  let out = 0;
  for (let at = 0; at < whole; at += 4) {
    const word =
      (digit(text, at) << 18) | (digit(text, at + 1) << 12) | (digit(text, at + 2) << 6) | digit(text, at + 3);
    bytes[out] = word >> 16;
    bytes[out + 1] = word >> 8;
    bytes[out + 2] = word;
    out += 3;
  }
  if (missing > 0) lastDigits(text, whole, missing, bytes, out);
  return bytes;
}

function lastDigits(text: string, at: number, missing: number, bytes: Uint8Array, out: number): void {
  const third = missing === 1 ? digit(text, at + 2) : 0;
  const word = (digit(text, at) << 18) | (digit(text, at + 1) << 12) | (third << 6);
  bytes[out] = word >> 16;
  if (missing === 1) bytes[out + 1] = word >> 8;
  if ((word & (missing === 1 ? 0xff : 0xffff)) !== 0)
    throw new SaveError('bad-value', 'this is not Base64: bits are left over at the end');
}

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const value = code < 128 ? (values[code] as number) : -1;
  if (value < 0) throw new SaveError('bad-value', `this is not Base64: digit ${at + 1} is none`);
  return value;
}
