/** One line: where it begins, its bytes as hex digits, and as letters where they are some. */
export interface HexLine {
  readonly at: string;
  readonly hex: string;
  readonly text: string;
}

/** The line that begins at `at`, of which `bytes` holds the content. */
export function hexLine(at: number, bytes: Uint8Array, width: number): HexLine {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const half = width / 2;
  return {
    at: at.toString(16).toUpperCase().padStart(6, '0'),
    hex: `${pairs.slice(0, half).join(' ')}  ${pairs.slice(half).join(' ')}`,
    text: Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  };
}

/** Base64 of any number of bytes. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  const step = 0x8000;
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(text);
}
