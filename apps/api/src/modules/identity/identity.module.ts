import { Module } from '@nestjs/common';
import { EventStreams } from '../../platform/http/event-streams.js';
import { PrincipalWatch } from '../../platform/http/principal-watch.js';
import { AccessTokens } from './application/access-tokens.js';
import { ApiTokens } from './application/api-tokens.js';
import { Assertions } from './application/assertions.js';
import { Authenticator } from './application/authenticator.js';
import { Challenges } from './application/challenges.js';
import { CloneAlarm } from './application/clone-alarm.js';
import { CurrentPassword } from './application/current-password.js';
import { Enrolment } from './application/enrolment.js';
import { FactorBook } from './application/factor-book.js';
import { FactorChanges } from './application/factor-changes.js';
import { Forgetting } from './application/forgetting.js';
import { IdentityJournal } from './application/identity-journal.js';
import { IdentityWatch } from './application/identity-watch.js';
import { InvitationDesk } from './application/invitation-desk.js';
import { InvitationLetters } from './application/invitation-letters.js';
import { Joining } from './application/joining.js';
import { LinkedIdentities } from './application/linked-identities.js';
import { MemberActs } from './application/member-acts.js';
import { MemberDesk } from './application/member-desk.js';
import { MemberDraft } from './application/member-draft.js';
import { MemberRoll } from './application/member-roll.js';
import { MyPasskeys } from './application/my-passkeys.js';
import { MyPassword } from './application/my-password.js';
import { MyProfile } from './application/my-profile.js';
import { MySessions } from './application/my-sessions.js';
import { NewPasswords } from './application/new-passwords.js';
import { OidcFlows } from './application/oidc-flows.js';
import { OidcRoundTrip } from './application/oidc-round-trip.js';
import { OidcSignIn } from './application/oidc-sign-in.js';
import { PasskeyRegistration } from './application/passkey-registration.js';
import { PasskeySignIn } from './application/passkey-sign-in.js';
import { PasswordCheck } from './application/password-check.js';
import { PasswordHasher } from './application/password-hasher.js';
import { Recovery } from './application/recovery.js';
import { RecoveryCodes } from './application/recovery-codes.js';
import { ResetLinks } from './application/reset-links.js';
import { SecurityNotices } from './application/security-notices.js';
import { SessionDesk } from './application/session-desk.js';
import { SessionKeeper } from './application/session-keeper.js';
import { Setup } from './application/setup.js';
import { SetupGate } from './application/setup-gate.js';
import { SetupToken } from './application/setup-token.js';
import { SignIn } from './application/sign-in.js';
import { SignInDelays } from './application/sign-in-delays.js';
import { Presence } from './application/presence.js';
import { StepUps } from './application/step-ups.js';
import { StreamEnder } from './application/stream-ender.js';
import { TokenUse } from './application/token-use.js';
import { WebAuthn } from './application/web-authn.js';
import { WhoAmI } from './application/who-am-i.js';
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
