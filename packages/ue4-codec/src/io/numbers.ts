/** A NaN whose bits are not those that JavaScript writes: kept, since the sign and the payload belong to the file. */
export class NaNBits {
  constructor(
    /** The raw bits: 32 of them as a number, or 64 as a bigint. */
    readonly bits: number | bigint,
  ) {}

  /** So that arithmetic sees what it is. */
  valueOf(): number {
    return Number.NaN;
  }

  toString(): string {
    return 'NaN';
  }
}

export type Float = number | NaNBits;

export const canonicalNaN32 = 0x7fc00000;
export const canonicalNaN64 = 0x7ff8000000000000n;
