import type { DomainError } from '../../../../platform/errors/domain-error.js';
import { sourceUnavailable } from '../../sources.errors.js';

/** GitLab answered with something else than what was asked for. */
export const refused = (status: number, hasToken: boolean, retryAfterSeconds: number | undefined): DomainError => {
  if (status === 429)
    return sourceUnavailable('GitLab was asked too often. It is asked again later.', retryAfterSeconds);
  if (status === 503) return sourceUnavailable('GitLab is overloaded or being mended.', retryAfterSeconds);
  if (status === 401 || status === 403) return sourceUnavailable(hasToken ? tokenRefused(status) : tokenWanted);
  return sourceUnavailable(`GitLab answered with the status ${status}.`, retryAfterSeconds);
};

export const noSuchProject = (hasToken: boolean) =>
  sourceUnavailable(
    hasToken
      ? 'GitLab has no such project, or the token may not see it.'
      : 'GitLab has no such project, or shows it only to who brings a token. Name a secret that holds one.',
  );

export const unreadable = () => sourceUnavailable('GitLab answered with something that is not what its API describes.');

/** To take what came for all of it would withdraw the rest. */
export const pageMissing = () => sourceUnavailable('GitLab did not give all pages of a list. It is asked again later.');

const tokenWanted = 'GitLab wants a token for this project. Name a secret that holds one with the scope read_api.';

const tokenRefused = (status: number): string =>
  status === 401
    ? 'GitLab does not take the token: it has expired, was revoked, or is none. Put a new one into the secret.'
    : 'GitLab does not let the token read this. It needs the scope read_api and the role Reporter.';

/** What kept an answer from coming, without saying where it was to come from. */
export const notAnswered = ({ code }: DomainError): DomainError =>
  sourceUnavailable(whys[code] ?? whys.outgoing_failed);

const whys = {
  outgoing_failed: 'GitLab could not be reached, or broke off.',
  outgoing_timeout: 'GitLab did not answer in time.',
  outgoing_too_large: 'GitLab answered with more than is read of it.',
  outgoing_redirected: 'GitLab sends us to another address. Write the one that it has now.',
  outgoing_address_unusable: 'The address of GitLab cannot be called.',
  outgoing_address_refused:
    'The address of GitLab leads into a private or reserved network. If that is meant, an admin can add its host to ' +
    'BOTHY_ALLOW_PRIVATE_HOSTS.',
} as { readonly [code: string]: string; readonly outgoing_failed: string };
