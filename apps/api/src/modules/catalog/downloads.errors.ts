import { DomainError } from '../../platform/errors/domain-error.js';

export const fileNotFound = () =>
  new DomainError('file_not_found', 'not-found', 'There is no such file of this tool and version.');

export const releaseNotFound = () =>
  new DomainError('release_not_found', 'not-found', 'There is no such version of this tool.');

export const releaseWithdrawn = (version: string) =>
  new DomainError('release_withdrawn', 'gone', `The version ${version} was withdrawn. Take another one.`, { version });

export const tooManyDownloads = (limit: number, retryAfterSeconds: number) =>
  new DomainError(
    'too_many_downloads',
    'rate-limited',
    `${limit} downloads or clones go to your network already. Try again when one of them is done.`,
    { retryAfterSeconds },
  );

export const tooMuchDownloaded = (retryAfterSeconds: number) =>
  new DomainError(
    'too_many_downloads',
    'rate-limited',
    `Your network took as much as it may in an hour. Try again in ${retryAfterSeconds} s.`,
    { retryAfterSeconds },
  );

/** Where its source has another one each time it is asked. */
export const fileChanging = () =>
  new DomainError('file_changing', 'unavailable', 'The file is being replaced at its source. Try again in a moment.', {
    retryAfterSeconds: 10,
  });

/** Its bytes were altered where they are kept; it is thrown away, and comes from its source again. */
export const keptFileSpoiled = () =>
  new DomainError('kept_file_spoiled', 'unavailable', 'The kept file is damaged. Ask for it again.');
