import { DomainError } from '../../platform/errors/domain-error.js';

/** Also for a tool without a repository: git is told the same as for a tool that is not there. */
export const repositoryNotFound = () =>
  new DomainError('repository_not_found', 'not-found', 'There is nothing to clone at this address.');

export const pushRefused = () =>
  new DomainError('push_refused', 'forbidden', 'This repository is for reading only: nothing can be pushed here.');

/** What git asked for before 2010: file by file, without a service. */
export const dumbProtocol = () =>
  new DomainError('git_too_old', 'forbidden', 'Only the smart protocol is spoken here. Use git 1.6.6 or newer.');

export const notAGitRequest = () =>
  new DomainError('not_a_git_request', 'invalid', 'This is no request of git: clone this address with git.');

/** A million haves, or so. */
export const largestGitRequestBytes = 64 * 1024 * 1024;

export const gitRequestTooLarge = () =>
  new DomainError(
    'git_request_too_large',
    'too-large',
    `The request has more than ${largestGitRequestBytes / 1024 / 1024} MB, which is all that one may have.`,
    { limitBytes: largestGitRequestBytes },
  );

/** Where it lies, and what it said, is for the log. */
export const repositoryUnavailable = (retryAfterSeconds = 30) =>
  new DomainError(
    'repository_unavailable',
    'unavailable',
    'The repository behind this address does not answer at the moment. Try again later.',
    { retryAfterSeconds },
  );

/** Nothing that the one who clones could do about it. */
export const repositoryClosed = () =>
  new DomainError(
    'repository_closed',
    'unavailable',
    'The repository behind this address does not let this server in. Tell whoever runs it.',
  );
