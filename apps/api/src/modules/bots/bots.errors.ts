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

export const keyReused = () =>
  new DomainError(
    'idempotency_key_reused',
    'conflict',
    'This Idempotency-Key was used for another request. Use a new key for each new run.',
  );

export const runLoop = (deepest: number) =>
  new DomainError('run_loop', 'conflict', `Runs started runs ${deepest} times over: this looks like a loop.`);

export const notWaiting = () => new DomainError('run_not_waiting', 'conflict', 'The run does not wait for approval.');

export const ownRun = () =>
  new DomainError('own_run', 'forbidden', 'Somebody else than who asked for this run has to approve it.');

export const runNotRunning = () => new DomainError('run_not_running', 'conflict', 'The run has no process now.');

export const noTerminal = () =>
  new DomainError('no_terminal', 'conflict', 'The run has no terminal. Give its bot one (pty) to type into its runs.');

export const badIdempotencyKey = () =>
  new DomainError('bad_idempotency_key', 'invalid', 'Idempotency-Key: use 1 to 255 visible characters of ASCII.');

export const runnerAway = () =>
  new DomainError('runner_away', 'unavailable', 'The runner is away for a moment. Try again when it is back.');
