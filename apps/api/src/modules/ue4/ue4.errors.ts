import { largestSaveBytes } from '@bothy/contracts';
import { DomainError } from '../../platform/errors/domain-error.js';
import { InvalidRequest } from '../../platform/errors/invalid-request.js';
import type { Refusal } from './domain/save-codec.js';

const megabytes = largestSaveBytes / 1024 / 1024;

export const bodyTooLarge = () =>
  new DomainError('body_too_large', 'too-large', `A file may have at most ${megabytes} MB; this one has more.`, {
    limitBytes: largestSaveBytes,
  });

/** Also where all of it would have come in the end: whoever sends takes room from others. */
export const bodyTooSlow = () =>
  new DomainError('body_too_slow', 'invalid', 'The body came too slowly. Send it again.');

export const bodyCut = () => new DomainError('body_cut', 'invalid', 'The body ended before all of it was there.');

/** What the codec says of a save, or of what was to be done with it. */
export const saveRefused = ({ reason, problem, offset, path }: Refusal) =>
  new DomainError('save_refused', 'unprocessable', `${placed(problem, offset, path)}.`, { reason, offset, path });

const placed = (problem: string, offset: number | null, path: string): string => {
  const at = offset === null ? '' : ` at byte ${offset}`;
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}${at}${path === '' ? '' : ` in ${path}`}`;
};

const tooDemanding = (what: string, reason: string) =>
  new DomainError('save_too_demanding', 'unprocessable', what, { reason, offset: null, path: '' });

export const saveTooSlow = (limitMs: number) =>
  tooDemanding(`The save was not done with after ${limitMs / 1000} s, which is all that one may take.`, 'time');

export const saveTooBig = (limitBytes: number) =>
  tooDemanding(
    `The save asks for more than ${Math.round(limitBytes / 1024 / 1024)} MB of memory, which is all that one may take.`,
    'memory',
  );

/** @param fault what went wrong where, without its message: what is in a save is nothing for a log. */
export const saveFault = ({ name, stack }: { readonly name: string; readonly stack: string }) => {
  const problem = 'The save could not be dealt with. That is a fault of this server, which its log tells of.';
  const error = new DomainError('save_fault', 'fault', problem);
  const cause = new Error();
  cause.name = name;
  cause.stack = `${name}\n${stack}`;
  error.cause = cause;
  return error;
};

export const codecGone = () =>
  new DomainError('saves_unavailable', 'unavailable', 'What opens saves ended by itself. Try again.', {
    retryAfterSeconds: 1,
  });

export const savesBusy = (retryAfterSeconds: number) =>
  new DomainError('saves_busy', 'unavailable', 'Too many saves are being opened. Try again in a moment.', {
    retryAfterSeconds,
  });

export const tooManyAtOnce = (most: number) =>
  new DomainError('too_many_at_once', 'rate-limited', `You have ${most} saves opened at once. Wait for one of them.`, {
    retryAfterSeconds: 1,
  });

export const requestGone = () => new DomainError('request_gone', 'invalid', 'The request was given up.');

export const badForm = (message: string, field?: string) =>
  new InvalidRequest(
    field === undefined ? [] : [{ path: [field], message, code: 'custom' }],
    field === undefined ? message : undefined,
  );

export const keptSaveNotFound = () =>
  new DomainError('kept_save_not_found', 'not-found', 'There is no such save among those you keep.');

export const tooManyKept = (most: number) =>
  new DomainError('too_many_kept', 'conflict', `You keep ${most} saves, which is all you may. Delete some first.`);

export const tooMuchKept = (mostBytes: number) =>
  new DomainError(
    'too_much_kept',
    'conflict',
    `With this one the saves you keep would have more than ${Math.floor(mostBytes / 1024 / 1024)} MB. Delete some first.`,
  );
