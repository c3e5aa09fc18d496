import { SaveError } from '../errors.js';
import { NaNBits, type Float } from './numbers.js';
import { EncodedString, isAscii, type Str } from './strings.js';

const cachedLength = 64;
const cachedNames = 8192;
const largest = 2 ** 31 - 1;
/** A hint may come from a file: it is not believed further than this. */
const mostAtFirst = 32 * 1024 * 1024;

/** Writes little-endian values into bytes that grow as needed. */
export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private view: DataView;
  private readonly names = new Map<string, Uint8Array>();
  /** Bytes written so far: where the next one goes. */
  at = 0;

  /** `sizeHint`: about how many bytes there will be, as far as that is known. */
  constructor(sizeHint = 1024) {
    this.bytes = new Uint8Array(Math.min(mostAtFirst, Math.max(64, sizeHint)));
    this.view = new DataView(this.bytes.buffer);
  }

  /** What was written, in memory of just its size. */
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.length === this.at ? this.bytes : this.bytes.slice(0, this.at);
  }

  /** Makes room for `count` bytes and tells where they begin. */
  private room(count: number): number {
    const { at } = this;
    const end = at + count;
    if (end > this.bytes.length) this.grow(end);
    this.at = end;
    return at;
  }

  private grow(needed: number): void {
    if (needed > largest) throw new SaveError('limit', `a save over ${largest} bytes cannot be written`);
    const bytes = new Uint8Array(Math.min(largest, Math.max(needed, Math.ceil(this.bytes.length * 1.5))));
    bytes.set(this.bytes.subarray(0, this.at));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }

  u8(value: number): void {
    const at = this.room(1);
    this.bytes[at] = value;
  }

  i8(value: number): void {
    this.u8(value);
  }

  u16(value: number): void {
    const at = this.room(2);
    this.view.setUint16(at, value, true);
  }

  i16(value: number): void {
    this.u16(value);
  }

  u32(value: number): void {
    const at = this.room(4);
    this.view.setUint32(at, value, true);
  }

  i32(value: number): void {
    const at = this.room(4);
    this.view.setInt32(at, value, true);
  }

  u64(value: bigint): void {
    const at = this.room(8);
    this.view.setBigUint64(at, value, true);
  }

  i64(value: bigint): void {
    const at = this.room(8);
    this.view.setBigInt64(at, value, true);
  }

  f32(value: Float): void {
    if (value instanceof NaNBits) this.u32(Number(value.bits));
    else if (value === value) {
      const at = this.room(4);
      this.view.setFloat32(at, value, true);
    } else this.u32(0x7fc00000);
  }

  f64(value: Float): void {
    if (value instanceof NaNBits) this.u64(BigInt(value.bits));
    else if (value === value) {
      const at = this.room(8);
      this.view.setFloat64(at, value, true);
    } else this.u64(0x7ff8000000000000n);
  }

  raw(bytes: Uint8Array): void {
    const at = this.room(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** A span of other bytes, without an object for it. */
  copy(from: Uint8Array, start: number, end: number): void {
    const count = end - start;
    const at = this.room(count);
    const { bytes } = this;
    if (count > 48) bytes.set(from.subarray(start, end), at);
    else for (let i = 0; i < count; i += 1) bytes[at + i] = from[start + i] as number;
  }

  /** Leaves an i32 open that {@link close} fills with the number of bytes written since. */
  open(): number {
    return this.room(4);
  }

  close(open: number): void {
    this.view.setInt32(open, this.at - open - 4, true);
  }

  /** Writes an i32 into a place that was left open earlier. */
  patch(open: number, value: number): void {
    this.view.setInt32(open, value, true);
  }

  /** An `FString`. */
  str(value: Str): void {
    if (value instanceof EncodedString) this.encoded(value);
    else if (value === '') this.i32(0);
    else if (value.length <= cachedLength) this.name(value);
    else this.plain(value);
  }

  private name(value: string): void {
    const bytes = this.names.get(value);
    if (bytes === undefined) {
      const from = this.at;
      this.plain(value);
      if (this.names.size < cachedNames) this.names.set(value, this.bytes.slice(from, this.at));
      return;
    }
    this.copy(bytes, 0, bytes.length);
  }

  private plain(value: string): void {
    if (isAscii(value)) this.units(value, 1, true);
    else this.units(value, 2, true);
  }

  private encoded(value: EncodedString): void {
    const width = value.encoding === 'ansi' ? 1 : 2;
    if (value.text === '' && !value.terminated) this.i32(0);
    else this.units(value.text, width, value.terminated);
  }

  private units(text: string, width: 1 | 2, terminated: boolean): void {
    const units = text.length + (terminated ? 1 : 0);
    this.i32(width === 1 ? units : -units);
    let at = this.room(units * width);
    const { bytes } = this;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      bytes[at++] = code;
      if (width === 2) bytes[at++] = code >> 8;
    }
    if (terminated) bytes.fill(0, at, at + width);
  }
}
