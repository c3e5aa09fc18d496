import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { EventStreams } from '../../platform/http/event-streams.js';
import { PrincipalWatch } from '../../platform/http/principal-watch.js';
import { AccessTokens } from './application/access-tokens.js';
import { ApiTokens } from './application/api-tokens.js';
import { Authenticator } from './application/authenticator.js';
import { IdentityJournal } from './application/identity-journal.js';
import { IdentityWatch } from './application/identity-watch.js';
import { MemberDraft } from './application/member-draft.js';
import { PasswordHasher } from './application/password-hasher.js';
import { RecentSignIn } from './application/recent-sign-in.js';
import { SessionDesk } from './application/session-desk.js';
import { SessionKeeper } from './application/session-keeper.js';
import { SetupGate } from './application/setup-gate.js';
import { SetupToken } from './application/setup-token.js';
import { Setup } from './application/setup.js';
import { SignIn } from './application/sign-in.js';
import { StreamEnder } from './application/stream-ender.js';
import { TokenUse } from './application/token-use.js';
import { WhoAmI } from './application/who-am-i.js';
import { AccessGuard } from './http/access.guard.js';
import { AuthController } from './http/auth.controller.js';
import { BearerReader } from './http/bearer-reader.js';
import { MeController } from './http/me.controller.js';
import { RefreshCookie } from './http/refresh-cookie.js';
import { SetupController } from './http/setup.controller.js';
import { TokensController } from './http/tokens.controller.js';
import { ExpiredSessionsJob } from './jobs/expired-sessions.job.js';
import { ApiTokenRepository } from './persistence/api-token.repository.js';
import { MemberRepository } from './persistence/member.repository.js';
import { SessionRepository } from './persistence/session.repository.js';

/** Needs the platform and the audit trail; the application's table of contents gives them. */
@Module({
  // Without a secret of its own: each call brings the key and pins the algorithm.
  imports: [JwtModule.register({})],
  controllers: [SetupController, AuthController, MeController, TokensController],
  providers: [
    MemberRepository,
    SessionRepository,
    ApiTokenRepository,
    PasswordHasher,
    AccessTokens,
    SessionKeeper,
    SessionDesk,
    SignIn,
    SetupToken,
    SetupGate,
    MemberDraft,
    Setup,
    ApiTokens,
    TokenUse,
    RecentSignIn,
    WhoAmI,
    Authenticator,
    IdentityJournal,
    ExpiredSessionsJob,
    RefreshCookie,
    BearerReader,
    AccessGuard,
    { provide: PrincipalWatch, useClass: IdentityWatch },
    EventStreams,
    StreamEnder,
  ],
  exports: [EventStreams, AccessGuard, SetupGate],
})
export class IdentityModule {}
