import { DomainError } from '../../platform/errors/domain-error.js';

export const invalidCredentials = () =>
  new DomainError('invalid_credentials', 'unauthenticated', 'The e-mail address or the password is wrong.');

export const passwordsOff = () =>
  new DomainError('passwords_off', 'forbidden', 'Signing in with a password is turned off on this server.');

export const notSignedIn = () => new DomainError('not_signed_in', 'unauthenticated', 'Sign in first.');

export const invalidToken = () =>
  new DomainError('invalid_token', 'unauthenticated', 'The token is not valid, or no longer. Sign in again.');

export const noSession = () =>
  new DomainError('no_session', 'unauthenticated', 'The session has ended. Sign in again.');

export const refreshRaced = () =>
  new DomainError('refresh_raced', 'conflict', 'Another tab has just renewed this session. Use what it got.');

export const notPermitted = (access: string) =>
  new DomainError('forbidden', 'forbidden', 'You may not do this.', { needs: access });

export const membersOnly = () =>
  new DomainError('members_only', 'forbidden', 'An API token cannot be used here. Sign in as a member.');

export const crossSite = () =>
  new DomainError('cross_site', 'forbidden', 'This request does not come from the page of this server.');

export const signInAgain = (withinMinutes: number) =>
  new DomainError(
    'sign_in_again',
    'forbidden',
    `Sign in again: this asks for a sign-in within the last ${withinMinutes} minutes.`,
  );

export const scopeBeyondRights = (scope: string) =>
  new DomainError(
    'scope_beyond_rights',
    'forbidden',
    `You cannot give a token what you may not do yourself: ${scope}.`,
  );

export const tokenNotFound = () => new DomainError('token_not_found', 'not-found', 'There is no such token.');

export const badCursor = () => new DomainError('bad_cursor', 'invalid', 'The cursor is not one of this list.');

export const setupDone = () => new DomainError('setup_done', 'gone', 'Bothy is set up already. Sign in instead.');

export const wrongSetupToken = () =>
  new DomainError(
    'wrong_setup_token',
    'forbidden',
    'The setup token is wrong. Use the link that the server printed when it started.',
  );
