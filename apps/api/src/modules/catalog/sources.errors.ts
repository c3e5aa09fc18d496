import { DomainError } from '../../platform/errors/domain-error.js';

/** Why a source may not be used as it is written. */
export const sourceUnusable = (why: string) => new DomainError('source_unusable', 'invalid', why);

/**
 * The source could not be asked, or answered with nothing that is of use.
 *
 * @param why a sentence for those who may change the tool; it names no address and no token.
 */
export const sourceUnavailable = (why: string, retryAfterSeconds?: number) =>
  new DomainError(
    'source_unavailable',
    'unavailable',
    why,
    retryAfterSeconds === undefined ? undefined : { retryAfterSeconds },
  );

/** The source has another file in its place now. Whoever asks it for releases again learns which. */
export const fileChanged = () =>
  new DomainError('file_changed', 'gone', 'The file was replaced since it was listed. Ask for it again in a moment.');

/** Told like a file that was replaced: what is there now is learned in the same way. */
export const fileGone = () =>
  new DomainError(
    'file_changed',
    'gone',
    'The file is not where it was listed any more. Ask for it again in a moment.',
  );

/** To who may see the tool, wherever its files come from. */
export const fileUnavailable = (retryAfterSeconds?: number) =>
  sourceUnavailable('The place where this file lies does not give it just now. Try again later.', retryAfterSeconds);

export const noSource = (slug: string) =>
  new DomainError('no_source', 'conflict', `The tool "${slug}" has no source. Give it one first.`);

/** In the words for an address where there is nothing: neither tools nor tokens can be told by trying. */
export const noSuchReleaseHook = () => new DomainError('not_found', 'not-found', 'There is nothing at this address.');
