import { Module } from '@nestjs/common';
import { EventStreams } from '../../platform/http/event-streams.js';
import { PrincipalWatch } from '../../platform/http/principal-watch.js';
import { AccessTokens } from './application/sessions/access-tokens.js';
import { ApiTokens } from './application/tokens/api-tokens.js';
import { Assertions } from './application/passkeys/assertions.js';
import { Authenticator } from './application/sessions/authenticator.js';
import { Challenges } from './application/passkeys/challenges.js';
import { CloneAlarm } from './application/passkeys/clone-alarm.js';
import { CurrentPassword } from './application/passwords/current-password.js';
import { Enrolment } from './application/factors/enrolment.js';
import { FactorBook } from './application/factors/factor-book.js';
import { FactorChanges } from './application/factors/factor-changes.js';
import { Forgetting } from './application/sessions/forgetting.js';
import { IdentityJournal } from './application/identity-journal.js';
import { IdentityWatch } from './application/sessions/identity-watch.js';
import { InvitationDesk } from './application/members/invitation-desk.js';
import { InvitationLetters } from './application/members/invitation-letters.js';
import { Joining } from './application/members/joining.js';
import { LinkedIdentities } from './application/foreign/linked-identities.js';
import { MemberActs } from './application/members/member-acts.js';
import { MemberDesk } from './application/members/member-desk.js';
import { MemberDraft } from './application/members/member-draft.js';
import { MemberRoll } from './application/members/member-roll.js';
import { MyPasskeys } from './application/passkeys/my-passkeys.js';
import { MyPassword } from './application/passwords/my-password.js';
import { MyProfile } from './application/members/my-profile.js';
import { MySessions } from './application/sessions/my-sessions.js';
import { NewPasswords } from './application/passwords/new-passwords.js';
import { OidcFlows } from './application/foreign/oidc-flows.js';
import { OidcRoundTrip } from './application/foreign/oidc-round-trip.js';
import { OidcSignIn } from './application/foreign/oidc-sign-in.js';
import { PasskeyRegistration } from './application/passkeys/passkey-registration.js';
import { PasskeySignIn } from './application/passkeys/passkey-sign-in.js';
import { PasswordCheck } from './application/passwords/password-check.js';
import { PasswordHasher } from './application/passwords/password-hasher.js';
import { Recovery } from './application/factors/recovery.js';
import { RecoveryCodes } from './application/factors/recovery-codes.js';
import { ResetLinks } from './application/factors/reset-links.js';
import { SecurityNotices } from './application/security-notices.js';
import { SessionDesk } from './application/sessions/session-desk.js';
import { SessionKeeper } from './application/sessions/session-keeper.js';
import { Setup } from './application/members/setup.js';
import { SetupGate } from './application/members/setup-gate.js';
import { SetupToken } from './application/members/setup-token.js';
import { SignIn } from './application/passwords/sign-in.js';
import { SignInDelays } from './application/passwords/sign-in-delays.js';
import { Presence } from './application/sessions/presence.js';
import { StepUps } from './application/passkeys/step-ups.js';
import { StreamEnder } from './application/sessions/stream-ender.js';
import { TokenUse } from './application/tokens/token-use.js';
import { WebAuthn } from './application/passkeys/web-authn.js';
import { WhoAmI } from './application/sessions/who-am-i.js';
import { IdentityProvider } from './domain/identity-provider.js';
import { AccessGuard } from './http/access.guard.js';
import { PresenceGuard } from './http/presence.guard.js';
import { BearerReader } from './http/bearer-reader.js';
import { Entry } from './http/entry.js';
import { RefreshCookie } from './http/refresh-cookie.js';
import { AuthController } from './http/auth.controller.js';
import { IdentitiesController } from './http/identities.controller.js';
import { InvitationsController } from './http/invitations.controller.js';
import { JoiningController } from './http/joining.controller.js';
import { MeController } from './http/me.controller.js';
import { MembersController } from './http/members.controller.js';
import { MySessionsController } from './http/my-sessions.controller.js';
import { OidcArrival } from './http/oidc-arrival.js';
import { OidcCookie } from './http/oidc-cookie.js';
import { OidcController } from './http/oidc.controller.js';
import { PasskeyEntryController } from './http/passkey-entry.controller.js';
import { PasskeysController } from './http/passkeys.controller.js';
import { RecoveryCodesController } from './http/recovery-codes.controller.js';
import { SessionController } from './http/session.controller.js';
import { SetupController } from './http/setup.controller.js';
import { TokensController } from './http/tokens.controller.js';
import { ExpiredJob } from './jobs/expired.job.js';
import { OpenIdProvider } from './oidc/openid-provider.js';
import { ApiTokenRepository } from './persistence/api-token.repository.js';
import { ChallengeRepository } from './persistence/challenge.repository.js';
import { ExpiryRepository } from './persistence/expiry.repository.js';
import { InvitationRepository } from './persistence/invitation.repository.js';
import { LinkedIdentityRepository } from './persistence/linked-identity.repository.js';
import { MemberListingRepository } from './persistence/member-listing.repository.js';
import { MemberRepository } from './persistence/member.repository.js';
import { OidcFlowRepository } from './persistence/oidc-flow.repository.js';
import { PasskeyRepository } from './persistence/passkey.repository.js';
import { RecoveryRepository } from './persistence/recovery.repository.js';
import { SessionRepository } from './persistence/session.repository.js';
import { SignInFailureRepository } from './persistence/sign-in-failure.repository.js';
import { StepUpRepository } from './persistence/step-up.repository.js';

const repositories = [
  MemberRepository,
  MemberListingRepository,
  SessionRepository,
  ApiTokenRepository,
  PasskeyRepository,
  ChallengeRepository,
  StepUpRepository,
  RecoveryRepository,
  InvitationRepository,
  SignInFailureRepository,
  LinkedIdentityRepository,
  OidcFlowRepository,
  ExpiryRepository,
];

const sessions = [AccessTokens, SessionKeeper, SessionDesk, MySessions, Authenticator, WhoAmI, Forgetting];

const passwords = [PasswordHasher, PasswordCheck, NewPasswords, CurrentPassword, SignInDelays, SignIn, MyPassword];

const passkeys = [
  WebAuthn,
  Challenges,
  Assertions,
  CloneAlarm,
  PasskeySignIn,
  PasskeyRegistration,
  MyPasskeys,
  StepUps,
  Presence,
];

const factors = [FactorBook, FactorChanges, Enrolment, RecoveryCodes, Recovery];

const members = [
  SetupToken,
  SetupGate,
  Setup,
  MemberDraft,
  MemberRoll,
  MemberActs,
  MemberDesk,
  MyProfile,
  ResetLinks,
  InvitationDesk,
  InvitationLetters,
  Joining,
  IdentityJournal,
  SecurityNotices,
];

const apiTokens = [ApiTokens, TokenUse];

const oidc = [
  { provide: IdentityProvider, useClass: OpenIdProvider },
  OidcFlows,
  OidcRoundTrip,
  OidcSignIn,
  LinkedIdentities,
  OidcArrival,
  OidcCookie,
];

/** Needs the platform and the audit trail; the application's table of contents gives them. */
@Module({
  controllers: [
    SetupController,
    AuthController,
    SessionController,
    PasskeyEntryController,
    PasskeysController,
    MeController,
    MySessionsController,
    RecoveryCodesController,
    OidcController,
    IdentitiesController,
    MembersController,
    InvitationsController,
    JoiningController,
    TokensController,
  ],
  providers: [
    ...repositories,
    ...sessions,
    ...passwords,
    ...passkeys,
    ...factors,
    ...members,
    ...apiTokens,
    ...oidc,
    ExpiredJob,
    RefreshCookie,
    Entry,
    BearerReader,
    AccessGuard,
    PresenceGuard,
    { provide: PrincipalWatch, useClass: IdentityWatch },
    EventStreams,
    StreamEnder,
  ],
  exports: [EventStreams, AccessGuard, PresenceGuard, SetupGate, MemberDesk, ResetLinks],
})
export class IdentityModule {}
