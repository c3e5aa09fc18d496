import { DomainError } from '../../platform/errors/domain-error.js';

export const artifactNotFound = (name: string) =>
  new DomainError('artifact_not_found', 'not-found', `The run left no file "${name.slice(0, 500)}".`);

export const artifactRangeNotSatisfiable = (totalBytes: number) =>
  new DomainError(
    'range_not_satisfiable',
    'range',
    `The file has ${totalBytes} bytes; the range begins behind its end.`,
  );
