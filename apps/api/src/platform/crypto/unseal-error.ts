/**
 * A sealed text that cannot be opened. No caller can mend it, so it is not told to them: it ends up in the log.
 *
 * - `key_unknown`: its key is not in the data folder.
 * - `sealed_text_broken`: it was changed, cut, or sealed for another purpose or another place.
 */
export class UnsealError extends Error {
  constructor(
    readonly code: 'key_unknown' | 'sealed_text_broken',
    message: string,
  ) {
    super(message);
    this.name = 'UnsealError';
  }
}
