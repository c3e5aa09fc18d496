import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { ChallengeEntity } from './challenge.entity.js';
import { InvitationEntity } from './invitation.entity.js';
import { OidcFlowEntity } from './oidc-flow.entity.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { ResetLinkEntity } from './reset-link.entity.js';
import { SessionEntity } from './session.entity.js';
import { SignInFailureEntity } from './sign-in-failure.entity.js';
import { StepUpEntity } from './step-up.entity.js';

const expiring = [SessionEntity, ChallengeEntity, StepUpEntity, InvitationEntity, ResetLinkEntity, OidcFlowEntity];

/** Deletes rows whose time is over. */
@Injectable()
export class ExpiryRepository {
  constructor(private readonly database: Database) {}

  /** Refresh tokens go with their sessions. */
  async deleteExpired(now: string): Promise<void> {
    for (const entity of expiring) await this.database.manager.delete(entity, { expiresAt: LessThan(now) });
  }

  /** Tokens that were revoked or ran out before this; until then they are shown. */
  async deleteTokensEndedBefore(instant: string): Promise<void> {
    const { manager } = this.database;
    await manager.delete(ApiTokenEntity, { expiresAt: LessThan(instant) });
    await manager.delete(ApiTokenEntity, { revokedAt: LessThan(instant) });
  }

  /** Links of the chains of refresh tokens that were used before this. */
  async deleteRefreshTokensUsedBefore(instant: string): Promise<void> {
    await this.database.manager.delete(RefreshTokenEntity, { usedAt: LessThan(instant) });
  }

  async deleteFailuresBefore(instant: string): Promise<void> {
    await this.database.manager.delete(SignInFailureEntity, { lastAt: LessThan(instant) });
  }
}
