import { DomainError } from '../../platform/errors/domain-error.js';

export const artifactNotFound = (name: string) =>
  new DomainError('artifact_not_found', 'not-found', `The run left no file "${name.slice(0, 500)}".`);
