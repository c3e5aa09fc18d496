import { SaveError } from './errors.js';

/** How much of a save is believed; all are checked before anything is allocated. */
export interface Limits {
  /** Levels of properties inside properties. */
  readonly depth: number;
  /** Bytes that a compressed part may unpack to. */
  readonly inflatedBytes: number;
  /** Bytes of the file itself. */
  readonly fileBytes: number;
}

export const defaultLimits: Limits = {
  depth: 100,
  inflatedBytes: 512 * 1024 * 1024,
  fileBytes: 1024 * 1024 * 1024,
};

/** The limits that were asked for, the usual ones where none were. */
export function limitsOf(asked: Partial<Limits> = {}): Limits {
  const limits: { -readonly [name in keyof Limits]: number } = { ...defaultLimits };
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(limits, name) || !Number.isSafeInteger(value) || value < 0)
      throw new SaveError('bad-value', `the limit ${name} is no whole number: ${String(value)}`);
    limits[name as keyof Limits] = value;
  }
  return limits;
}

/** That properties are nested deeper than is believed. */
export function tooDeep({ depth }: Limits, offset?: number): SaveError {
  return new SaveError('limit', `properties are nested deeper than ${depth} levels`, offset);
}
