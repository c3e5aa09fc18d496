import { DomainError } from '../errors/domain-error.js';

/** In the words for an address where there is nothing: without a token there is nothing. */
export const metricsClosed = () => new DomainError('not_found', 'not-found', 'There is nothing at this address.');

export const metricsTokenMissing = () =>
  new DomainError('not_signed_in', 'unauthenticated', 'Send the token of the configuration as a bearer token.');

export const metricsTokenWrong = () =>
  new DomainError('invalid_token', 'unauthenticated', 'This is not the token of the configuration.');
