import { DomainError } from '../../platform/errors/domain-error.js';

const shown = (name: string) => `"${name.slice(0, 128)}"`;

export const secretNotFound = (name: string) =>
  new DomainError('secret_not_found', 'not-found', `There is no secret ${shown(name)}.`);

/** `reason` as `TeamSecrets.ungranted` gives it. */
export const secretNotGranted = (name: string, reason: string) =>
  new DomainError('secret_not_granted', 'conflict', reason, { name });

export const secretNotForOrigin = (name: string, reason: string) =>
  new DomainError('secret_not_for_origin', 'conflict', reason, { name });
