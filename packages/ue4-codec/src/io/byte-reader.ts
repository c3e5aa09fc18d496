import { SaveError } from '../errors.js';
import { canonicalNaN32, canonicalNaN64, NaNBits, type Float } from './numbers.js';
import { StringCache } from './string-cache.js';
import { EncodedString, type Str } from './strings.js';

/**
 * Reads little-endian values from bytes. `at` is the next byte, `end` the first that is not to be read: never a byte
 * further is read, and nothing is allocated for a count that the bytes before `end` cannot hold.
 */
export class ByteReader {
  private readonly view: DataView;
  private known: StringCache | undefined;
  at = 0;
  end: number;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.length;
  }

  private get strings(): StringCache {
    this.known ??= new StringCache(this.bytes);
    return this.known;
  }

  get remaining(): number {
    return this.end - this.at;
  }

  /** Moves on by `count` bytes and tells where they begin. */
  skip(count: number): number {
    const { at } = this;
    if (count < 0 || count > this.end - at) throw this.short(count);
    this.at = at + count;
    return at;
  }

  private short(wanted: number): SaveError {
    return wanted < 0
      ? new SaveError('malformed', `a negative length (${wanted})`, this.at)
      : new SaveError('truncated', `${wanted} bytes are wanted where ${this.end - this.at} are left`, this.at);
  }

  u8(): number {
    if (this.at >= this.end) throw this.short(1);
    return this.bytes[this.at++] as number;
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    return this.view.getUint16(this.skip(2), true);
  }

  i16(): number {
    return this.view.getInt16(this.skip(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.skip(4), true);
  }

  i32(): number {
    const { at } = this;
    if (this.end - at < 4) throw this.short(4);
    this.at = at + 4;
    return this.view.getInt32(at, true);
  }

  u64(): bigint {
    return this.view.getBigUint64(this.skip(8), true);
  }

  i64(): bigint {
    return this.view.getBigInt64(this.skip(8), true);
  }

  f32(): Float {
    const at = this.skip(4);
    const value = this.view.getFloat32(at, true);
    if (value === value) return value;
    const bits = this.view.getUint32(at, true);
    return bits === canonicalNaN32 ? Number.NaN : new NaNBits(bits);
  }

  f64(): Float {
    const at = this.skip(8);
    const value = this.view.getFloat64(at, true);
    if (value === value) return value;
    const bits = this.view.getBigUint64(at, true);
    return bits === canonicalNaN64 ? Number.NaN : new NaNBits(bits);
  }

  /** `count` bytes as a view of the input: not to be written to. */
  take(count: number): Uint8Array {
    const at = this.skip(count);
    return this.bytes.subarray(at, at + count);
  }

  /** What is left before `end`. */
  rest(): Uint8Array {
    return this.take(this.end - this.at);
  }

  /** A count of elements of which each takes `minSize` bytes or more: refused when they cannot all be there. */
  count(minSize: number): number {
    const at = this.at;
    const count = this.i32();
    if (count < 0) throw new SaveError('malformed', `a negative count (${count})`, at);
    if (count * Math.max(1, minSize) > this.end - this.at) {
      throw new SaveError(
        'truncated',
        `${count} elements are announced where ${this.end - this.at} bytes are left`,
        at,
      );
    }
    return count;
  }

  /**
   * Looks ahead, past a list of elements of `size` bytes, at the count behind it: that count, and how many bytes are left after it. Undefined where they cannot both be there.
   */
  countAfter(size: number): { readonly count: number; readonly left: number } | undefined {
    const first = this.at;
    if (first + 4 > this.end) return undefined;
    const second = first + 4 + this.view.getInt32(first, true) * size;
    if (second < first + 4 || second + 4 > this.end) return undefined;
    return { count: this.view.getInt32(second, true), left: this.end - second - 4 };
  }

  /** An `FString`. */
  str(): Str {
    const began = this.at;
    const length = this.i32();
    if (length === 0) return '';
    if (length > 0) {
      if (length > this.end - this.at)
        throw new SaveError('truncated', `a string of ${length} bytes where ${this.end - this.at} are left`, began);
      const at = this.at;
      this.at = at + length;
      return this.strings.ansi(at, length);
    }
    const bytes = length * -2;
    if (bytes > this.end - this.at)
      throw new SaveError('truncated', `a string of ${bytes} bytes where ${this.end - this.at} are left`, began);
    const at = this.at;
    this.at = at + bytes;
    return this.strings.utf16(at, -length);
  }

  /** An `FString` that must be stored as the engine stores it: names that the format itself compares. */
  plain(what: string): string {
    const { at } = this;
    const value = this.str();
    if (value instanceof EncodedString)
      throw new SaveError('malformed', `${what} is stored as the engine does not`, at);
    return value;
  }

  /** Whether `count` bytes from `at` are all zero. */
  zeros(at: number, count: number): boolean {
    for (let i = at; i < at + count; i += 1) if (this.bytes[i] !== 0) return false;
    return true;
  }
}
