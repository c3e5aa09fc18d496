import { DomainError } from '../../platform/errors/domain-error.js';

/** In the words for an address where there is nothing: neither bots nor tokens can be told by trying. */
export const noSuchHook = () => new DomainError('not_found', 'not-found', 'There is nothing at this address.');

export const badSignature = (reason: string) =>
  new DomainError('bad_signature', 'unauthenticated', `The delivery was not taken. ${reason}`);

export const tooManyDeliveries = () =>
  new DomainError('too_many_deliveries', 'unavailable', 'Too many deliveries wait. Send it again in a moment.', {
    retryAfterSeconds: 1,
  });

export const deliveryNotFound = () => new DomainError('delivery_not_found', 'not-found', 'There is no such delivery.');

export const payloadGone = () =>
  new DomainError(
    'payload_gone',
    'conflict',
    'The payload of this delivery is not there any more, or was never kept. Ask the provider to send it again.',
  );

export const noWebhook = (slug: string) =>
  new DomainError('no_webhook', 'conflict', `The bot "${slug}" has no webhook any more.`);
