import { DomainError } from '../../../../platform/errors/domain-error.js';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';

/** Why no run could be started, in words for whoever looks later: with the fields that were wrong. */
export const refusalOf = (error: DomainError): string => {
  if (!(error instanceof InvalidRequest) || error.issues.length === 0) return error.message.slice(0, 500);
  return error.issues
    .map(({ path, message }) => `${path.at(-1) ?? ''}: ${message}`)
    .join(' ')
    .slice(0, 500);
};
