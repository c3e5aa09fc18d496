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

/** That properties are nested deeper than is believed. */
export function tooDeep({ depth }: Limits, offset?: number): SaveError {
  return new SaveError('limit', `properties are nested deeper than ${depth} levels`, offset);
}
