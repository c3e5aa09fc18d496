import { DomainError } from '../errors/domain-error.js';

export const unusableAddress = (why: string) =>
  new DomainError('outgoing_address_unusable', 'invalid', `The server cannot call this address: ${why}`);

/** Says the host and not where it leads: who is told should not learn addresses inside the network. */
export const refusedAddress = (host: string) =>
  new DomainError(
    'outgoing_address_refused',
    'invalid',
    `The host ${host} leads into a private or reserved network. If that is meant, an admin can add it to ` +
      'BOTHY_ALLOW_PRIVATE_HOSTS.',
    { host },
  );

export const redirectedElsewhere = (host: string) =>
  new DomainError(
    'outgoing_redirected',
    'unavailable',
    `${host} redirects to another place. Use the address it redirects to.`,
  );

export const tooSlow = (host: string, timeoutMs: number) =>
  new DomainError('outgoing_timeout', 'unavailable', `${host} did not answer in full within ${timeoutMs} ms.`);

export const tooMuch = (maxBytes: number) =>
  new DomainError('outgoing_too_large', 'unavailable', `The answer is larger than the ${maxBytes} bytes allowed.`);

export const unknownEncoding = () =>
  new DomainError('outgoing_encoding', 'unavailable', 'The answer is compressed in a way that was not asked for.');

export const notReached = (host: string, cause: unknown) => {
  const error = new DomainError('outgoing_failed', 'unavailable', `${host} could not be reached, or broke off.`);
  error.cause = cause;
  return error;
};
