/**
 * How the text of a file is stored. `latin1` is what holds for bytes that are no text in any of the others: a character
 * a byte, so that nothing is lost.
 */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** The text of a file, and how it is stored: `encodeText(decodeText(bytes))` is `bytes`. */
export interface StoredText {
  /** Without the byte order mark. */
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly bom: boolean;
}

const sliceUnits = 8192;

/** Tells text and encoding by the bytes: by their byte order mark, or by the zeros of 16-bit text. */
export function decodeText(bytes: Uint8Array): StoredText {
  const [a, b, c] = bytes;
  const even = bytes.length % 2 === 0;
  if (a === 0xff && b === 0xfe && even) return { text: units16(bytes, 2, true), encoding: 'utf-16le', bom: true };
  if (a === 0xfe && b === 0xff && even) return { text: units16(bytes, 2, false), encoding: 'utf-16be', bom: true };
  if (even && a !== undefined && a !== 0 && b === 0)
    return { text: units16(bytes, 0, true), encoding: 'utf-16le', bom: false };
  if (even && a === 0 && b !== undefined && b !== 0)
    return { text: units16(bytes, 0, false), encoding: 'utf-16be', bom: false };
  const bom = a === 0xef && b === 0xbb && c === 0xbf;
  const text = utf8(bom ? bytes.subarray(3) : bytes);
  if (text === undefined) return { text: latin1(bytes), encoding: 'latin1', bom: false };
  return { text, encoding: 'utf-8', bom };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // The decoder knows one complaint only, that the bytes are no UTF-8: they are kept as they are then.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function units16(bytes: Uint8Array, start: number, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = start; at < bytes.length; at += 2 * sliceUnits) {
    const units = new Uint16Array(Math.min(sliceUnits, (bytes.length - at) / 2));
    for (let i = 0; i < units.length; i += 1) units[i] = view.getUint16(at + 2 * i, little);
    text += String.fromCharCode(...units);
  }
  return text;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += sliceUnits)
    text += String.fromCharCode(...bytes.subarray(at, at + sliceUnits));
  return text;
}

/** The bytes of a text. In `latin1` what has no byte must have been escaped before. */
export function encodeText({ text, encoding, bom }: StoredText): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-8') return new TextEncoder().encode(bom ? `\uFEFF${text}` : text);
  if (encoding === 'latin1') return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const all = bom ? `\uFEFF${text}` : text;
  const bytes = new Uint8Array(all.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < all.length; i += 1) view.setUint16(2 * i, all.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}
