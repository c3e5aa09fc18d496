import { EncodedString, strOf, type Str } from './strings.js';

const mostSlots = 4096;
const longestKept = 96;
/** Up to here a list of codes is cheaper than a view of the bytes. */
const shortText = 64;

/**
 * Decodes strings of one input. Names repeat by the hundred thousand, so short ASCII ones are looked up by their bytes
 * in a table of fixed size before they are decoded: the same bytes give the same string object.
 */
export class StringCache {
  private readonly mask: number;
  private readonly starts: Int32Array;
  private readonly lengths: Uint8Array;
  private readonly texts: string[];

  constructor(private readonly bytes: Uint8Array) {
    // A power of two that a small input does not pay for: each slot takes some twenty bytes.
    const slots = 2 ** Math.ceil(Math.log2(Math.min(mostSlots, Math.max(16, bytes.length / 16))));
    this.mask = slots - 1;
    this.starts = new Int32Array(slots).fill(-1);
    this.lengths = new Uint8Array(slots);
    this.texts = Array.from({ length: slots }, () => '');
  }

  /** `length` bytes at `at`, the NUL included. */
  ansi(at: number, length: number): Str {
    return length <= longestKept ? this.short(at, length) : this.long(at, length);
  }

  private short(at: number, length: number): Str {
    const { bytes } = this;
    const last = at + length - 1;
    let hash = length;
    for (let i = at; i < last; i += 1) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    const slot = (hash ^ (hash >>> 15)) & this.mask;
    if (this.lengths[slot] === length && this.same(this.starts[slot] as number, at, length))
      return this.texts[slot] as string;
    const text = this.latin1(at, bytes[last] === 0 ? length - 1 : length);
    const value = strOf(text, 'ansi', bytes[last] === 0);
    if (typeof value === 'string') {
      this.starts[slot] = at;
      this.lengths[slot] = length;
      this.texts[slot] = value;
    }
    return value;
  }

  private same(a: number, b: number, length: number): boolean {
    const { bytes } = this;
    for (let i = 0; i < length; i += 1) if (bytes[a + i] !== bytes[b + i]) return false;
    return true;
  }

  private long(at: number, length: number): Str {
    const terminated = this.bytes[at + length - 1] === 0;
    return strOf(this.latin1(at, terminated ? length - 1 : length), 'ansi', terminated);
  }

  private latin1(at: number, length: number): string {
    if (length > shortText) return unitsToText(this.bytes.subarray(at, at + length));
    const codes: number[] = [];
    for (let i = 0; i < length; i += 1) codes.push(this.bytes[at + i] as number);
    return String.fromCharCode.apply(null, codes);
  }

  /** `units` 16-bit units at `at`, the NUL included. Unpaired surrogates stay as they are. */
  utf16(at: number, units: number): Str {
    const { bytes } = this;
    const codes = new Uint16Array(units);
    for (let i = 0; i < units; i += 1)
      codes[i] = (bytes[at + 2 * i] as number) | ((bytes[at + 2 * i + 1] as number) << 8);
    const terminated = codes[units - 1] === 0;
    const text = unitsToText(terminated ? codes.subarray(0, units - 1) : codes);
    return text === '' ? new EncodedString('', 'utf16', terminated) : strOf(text, 'utf16', terminated);
  }
}

const piece = 4096;

function unitsToText(codes: Uint8Array | Uint16Array): string {
  if (codes.length <= piece) return String.fromCharCode.apply(null, codes as unknown as number[]);
  const parts: string[] = [];
  for (let i = 0; i < codes.length; i += piece) {
    parts.push(String.fromCharCode.apply(null, codes.subarray(i, i + piece) as unknown as number[]));
  }
  return parts.join('');
}
