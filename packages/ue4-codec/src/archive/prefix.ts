/** Bytes that a save class of a game puts between the header and its properties. */
export interface SavePrefix {
  readonly bytes: Uint8Array;
  /** Where in `bytes` stands an i32 that counts all bytes of the file after it; undefined where there is none. */
  readonly sizeAt: number | undefined;
}

export const noPrefix: SavePrefix = Object.freeze({ bytes: new Uint8Array(0), sizeAt: undefined });
