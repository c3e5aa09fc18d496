/** An edit that was made for another state of the save than the one there is. */
export class StaleError extends Error {
  override readonly name = 'StaleError';
  constructor() {
    super(
      'The save has changed meanwhile, and this was meant for what it was before. Look at it again, and repeat it.',
    );
  }
}
