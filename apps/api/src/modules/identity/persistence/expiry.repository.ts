import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { ChallengeEntity } from './challenge.entity.js';
import { InvitationEntity } from './invitation.entity.js';
import { OidcFlowEntity } from './oidc-flow.entity.js';
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

  async deleteFailuresBefore(instant: string): Promise<void> {
    await this.database.manager.delete(SignInFailureEntity, { lastAt: LessThan(instant) });
  }
}
