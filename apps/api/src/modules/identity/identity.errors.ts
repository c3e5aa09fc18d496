import { DomainError } from '../../platform/errors/domain-error.js';

export const invalidCredentials = () =>
  new DomainError('invalid_credentials', 'unauthenticated', 'The e-mail address or the password is wrong.');

export const busyHashing = () =>
  new DomainError(
    'busy',
    'unavailable',
    'Too many passwords are being checked at this moment. Try again in a few seconds.',
    {
      retryAfterSeconds: 5,
    },
  );

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

export const setupDone = () => new DomainError('setup_done', 'gone', 'Bothy is set up already. Sign in instead.');

export const wrongSetupToken = () =>
  new DomainError(
    'wrong_setup_token',
    'forbidden',
    'The setup token is wrong. Use the link that the server printed when it started.',
  );

export const enrolmentNeeded = () =>
  new DomainError('enrolment_needed', 'forbidden', 'Add a way to sign in first: this session can do nothing else.');

export const passkeyRefused = (why: string, details?: Record<string, unknown>) =>
  new DomainError('passkey_refused', 'forbidden', `The passkey was refused: ${why}.`, details);

/** As {@link passkeyRefused}, where it was to sign somebody in. */
export const passkeySignInRefused = ({ code, message }: DomainError) =>
  new DomainError(code, 'unauthenticated', message);

export const passkeyKnown = () => new DomainError('passkey_known', 'conflict', 'This passkey is registered already.');

export const passkeyNotFound = () => new DomainError('passkey_not_found', 'not-found', 'There is no such passkey.');

export const passkeyRequired = () =>
  new DomainError(
    'passkey_required',
    'forbidden',
    'This asks for a passkey, and you have none. Add one under Profile and security.',
  );

export const stepUpRequired = (action: string, target: string) =>
  new DomainError('step_up_required', 'forbidden', 'Confirm with your passkey that it is you.', {
    action,
    target: target === '' ? null : target,
  });

export const unknownAct = () => new DomainError('unknown_act', 'invalid', 'There is no act of this name to confirm.');

export const lastFactor = () =>
  new DomainError('last_factor', 'conflict', 'This is your last way to sign in. Add another one before you remove it.');

export const recoveryRefused = () =>
  new DomainError('recovery_refused', 'unauthenticated', 'This code or link is not valid, or was used already.');

export const sessionNotFound = () => new DomainError('session_not_found', 'not-found', 'There is no such session.');

export const memberNotFound = () => new DomainError('member_not_found', 'not-found', 'There is no such member.');

export const lastAdmin = () =>
  new DomainError('last_admin', 'conflict', 'This is the only admin. Make another member an admin first.');

export const invitationNotFound = () =>
  new DomainError('invitation_not_found', 'not-found', 'There is no such invitation.');

export const invitationGone = () =>
  new DomainError('invitation_gone', 'gone', 'This invitation was used, taken back, or is too old. Ask for a new one.');

export const emailTaken = () =>
  new DomainError('email_taken', 'conflict', 'A member uses this e-mail address already. Sign in instead.');

export const oidcOff = () =>
  new DomainError('oidc_off', 'not-found', 'This server knows no other provider to sign in with.');

export const oidcUnavailable = () =>
  new DomainError('oidc_unavailable', 'unavailable', 'The other provider cannot be reached. Try again in a moment.');

export const oidcDenied = () =>
  new DomainError('oidc_denied', 'unauthenticated', 'The other provider did not let you in, or you turned back there.');

export const oidcRefused = () =>
  new DomainError(
    'oidc_refused',
    'unauthenticated',
    'The answer of the other provider could not be trusted. Start again.',
  );

export const oidcFlowUnknown = () =>
  new DomainError(
    'oidc_flow_unknown',
    'unauthenticated',
    'This sign-in was begun in another browser, used already, or took too long. Start again.',
  );

export const oidcUnknown = () =>
  new DomainError(
    'oidc_unknown',
    'unauthenticated',
    'No member has linked this account. Sign in another way and link it under Profile and security.',
  );

export const identityTaken = () =>
  new DomainError('identity_taken', 'conflict', 'This account is linked to a member already.');

export const identityNotFound = () =>
  new DomainError('identity_not_found', 'not-found', 'There is no such linked account.');

export const tooManyTokens = (most: number) =>
  new DomainError('too_many_tokens', 'conflict', `You have ${most} tokens, which is the most. Revoke one first.`);

export const tooManyPasskeys = (most: number) =>
  new DomainError('too_many_passkeys', 'conflict', `You have ${most} passkeys, which is the most. Remove one first.`);
