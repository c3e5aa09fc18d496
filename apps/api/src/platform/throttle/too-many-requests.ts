import { DomainError } from '../errors/domain-error.js';

export const tooManyRequests = (retryAfterSeconds: number) =>
  new DomainError('too_many_requests', 'rate-limited', `Too many requests. Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
