import { DomainError } from '../../errors/domain-error.js';

export const rangeNotSatisfiable = (totalBytes: number) =>
  new DomainError(
    'range_not_satisfiable',
    'range',
    `The file has ${totalBytes} bytes; the range begins behind its end.`,
  );

export const notTheOneMeant = () =>
  new DomainError('precondition_failed', 'precondition', 'The file is not the one you named. Ask for it anew.');
