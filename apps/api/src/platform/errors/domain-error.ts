/** What went wrong, in the few ways a caller can act on; the HTTP layer maps each to one status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'precondition'
  | 'too-large'
  | 'range'
  | 'unprocessable'
  | 'rate-limited'
  | 'unavailable'
  /** Of this server: it is logged and reported like what nobody foresaw, and told by a code of its own. */
  | 'fault';

/**
 * An error that is told to the caller.
 *
 * `code` is stable and machine-readable (`bot_not_found`), `message` is a plain sentence that says what happened and
 * what to do, and `details` may be read by anyone who sees the answer: put no secret in it.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
    this.name = new.target.name;
  }
}
