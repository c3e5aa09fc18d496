/** Sealed bytes that were changed, cut, moved, or belong to another file. No caller can mend it; it ends up in the log. */
export class SealedFileBroken extends Error {
  constructor(message = 'A sealed file was changed, cut, or does not belong where it was found.') {
    super(message);
    this.name = 'SealedFileBroken';
  }
}
