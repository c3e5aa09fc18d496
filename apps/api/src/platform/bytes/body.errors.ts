import { DomainError } from '../errors/domain-error.js';

/** The bytes ended before all that were announced had come. `cause` is told to nobody; it names no address. */
export const bodyIncomplete = (cause?: unknown) => {
  const error = new DomainError('body_incomplete', 'unavailable', 'The bytes ended too early. Try again.');
  error.cause = cause;
  return error;
};
