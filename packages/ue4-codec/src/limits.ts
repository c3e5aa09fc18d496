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
  inflatedBytes: 1024 * 1024 * 1024,
  fileBytes: 1024 * 1024 * 1024,
};
