import type { Issue } from '@bothy/contracts';
import { DomainError } from './domain-error.js';

/** A request whose body, query or path does not fit the contract; each issue says where and what to do. */
export class InvalidRequest extends DomainError {
  constructor(
    readonly issues: readonly Issue[],
    message = 'The request does not fit what is expected here.',
  ) {
    super('invalid_request', 'invalid', message);
  }
}
