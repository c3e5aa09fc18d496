/** An error of the codec as the worker told it, or the end of the worker. */
export class SaveFailure extends Error {
  override readonly name = 'SaveFailure';
  constructor(
    message: string,
    readonly code: string,
    readonly path = '',
    readonly offset?: number,
    /** Nobody needs to hear of it. */
    readonly told = false,
  ) {
    super(message);
  }
}

/** What answers to whom let go of the save. */
export function closed(): SaveFailure {
  return new SaveFailure('The save is closed.', 'closed', '', undefined, true);
}
