import { DomainError } from '../../platform/errors/domain-error.js';

export const botNotFound = (slug: string) =>
  new DomainError('bot_not_found', 'not-found', `There is no bot "${slug.slice(0, 80)}".`);

export const botExists = (slug: string) =>
  new DomainError('bot_exists', 'conflict', `A bot "${slug}" exists already. Choose another slug.`);

export const botIsOff = (slug: string) =>
  new DomainError('bot_is_off', 'conflict', `The bot "${slug}" is switched off. Switch it on to run it.`);

export const botIsRunning = (slug: string) =>
  new DomainError('bot_is_running', 'conflict', `The bot "${slug}" is running. Cancel its runs, then delete it.`);

export const runNotFound = () => new DomainError('run_not_found', 'not-found', 'There is no such run.');

export const runHasEnded = () => new DomainError('run_has_ended', 'conflict', 'The run has ended already.');

export const attemptNotFound = (attempt: number) =>
  new DomainError('attempt_not_found', 'not-found', `The run has no attempt ${attempt}.`);

export const notThisBot = (slug: string) =>
  new DomainError('forbidden', 'forbidden', `This token may not use the bot "${slug.slice(0, 80)}".`);

export const rangeNotSatisfiable = (totalBytes: number) =>
  new DomainError(
    'range_not_satisfiable',
    'range',
    `The log has ${totalBytes} bytes; the range begins behind its end.`,
  );

export const badEventId = () =>
  new DomainError(
    'bad_event_id',
    'invalid',
    'The last event id is not one of this run. Use attempt:seq, or leave it out.',
  );

export const tooManySearches = () =>
  new DomainError('too_many_searches', 'unavailable', 'Too many logs are being searched. Try again in a moment.');

export const rightsChanged = () =>
  new DomainError('rights_changed', 'unauthenticated', 'The session or its rights ended while the run was waited for.');
