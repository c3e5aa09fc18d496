/** A string as a test wants it stored: plain (as the engine does), or in a storage of its own. */
export type TestStr = string | { readonly text: string; readonly as: 'ansi' | 'utf16'; readonly nul?: boolean };

const scratch = new DataView(new ArrayBuffer(8));

/** Collects little-endian bytes one value at a time: plain and slow, so that it is plainly right. */
export class ByteBuilder {
  private readonly list: number[] = [];

  get size(): number {
    return this.list.length;
  }

  toBytes(): Uint8Array {
    return Uint8Array.from(this.list);
  }

  u8(value: number): this {
    this.list.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    return this.u8(value).u8(value >> 8);
  }

  u32(value: number): this {
    return this.u16(value & 0xffff).u16(value >>> 16);
  }

  /** Negative values as two's complement. */
  i32(value: number): this {
    return this.u32(value >>> 0);
  }

  u64(value: bigint): this {
    const bits = BigInt.asUintN(64, value);
    return this.u32(Number(bits & 0xffffffffn)).u32(Number(bits >> 32n));
  }

  f32(value: number): this {
    scratch.setFloat32(0, value, true);
    return this.u32(scratch.getUint32(0, true));
  }

  f64(value: number): this {
    scratch.setFloat64(0, value, true);
    return this.u64(scratch.getBigUint64(0, true));
  }

  hex(digits: string): this {
    for (let i = 0; i < digits.length; i += 2) this.u8(Number.parseInt(digits.slice(i, i + 2), 16));
    return this;
  }

  bytes(values: Iterable<number>): this {
    for (const value of values) this.u8(value);
    return this;
  }

  append(other: ByteBuilder): this {
    return this.bytes(other.list);
  }

  /** A guid from its 32 digits: four numbers, each stored low byte first. */
  guid(digits: string): this {
    for (let i = 0; i < 32; i += 8) this.u32(Number.parseInt(digits.slice(i, i + 8), 16));
    return this;
  }

  /** `FString`. */
  str(value: TestStr): this {
    if (typeof value !== 'string') return this.stored(value.text, value.as, value.nul ?? true);
    if (value === '') return this.i32(0);
    return this.stored(value, [...value].every((one) => (one.codePointAt(0) ?? 0) < 0x80) ? 'ansi' : 'utf16', true);
  }

  private stored(text: string, as: 'ansi' | 'utf16', nul: boolean): this {
    const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
    if (nul) units.push(0);
    if (as === 'ansi') return this.i32(units.length).bytes(units);
    this.i32(-units.length);
    for (const unit of units) this.u16(unit);
    return this;
  }
}
