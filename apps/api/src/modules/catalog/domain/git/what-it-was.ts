import type { FetchFacts } from './fetch-request.js';
import type { Listed } from './recent-listings.js';

export type GitAct = 'clone' | 'fetch';

/**
 * Whether it may want what no reference names. A build asks for a commit by its id: without a filter, or with a depth. A
 * partial clone that asks for what it left out sends a filter and no depth; where the server told it of references before,
 * that was for something else.
 */
export const mayWantUnlisted = ({ hasHaves, isFiltered, isDeepening }: FetchFacts): boolean =>
  !hasHaves && (!isFiltered || isDeepening);

/**
 * What an exchange was that brought a pack; null: nothing that is counted.
 *
 * - Who has something fetches. That is so, too, when all they said of it in requests before was in vain: git says nothing
 *   of it any more in its last request then.
 * - Who has nothing clones, if they were told of references before. Else it is a part of a partial clone, which was
 *   counted.
 * - Who is shallow has a repository: with nothing to say of it, they fetch.
 *
 * A pack that completes another (`fetch --unshallow` brings tags in a second one) is a fetch of its own.
 *
 * @param listed what the client was told of references; see {@link mayWantUnlisted}
 */
export const whatItWas = (request: FetchFacts, hasPack: boolean, listed: Listed | null): GitAct | null => {
  if (request.command !== 'fetch' || !hasPack) return null;
  if (request.hasHaves || listed?.negotiated === true) return 'fetch';
  if (!listed) return null;
  return request.isShallow ? 'fetch' : 'clone';
};
