import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { passkeySignInRefused } from '../../identity.errors.js';
import { Assertions, type GoodAssertion } from './assertions.js';
import { SessionDesk } from '../sessions/session-desk.js';
import type { Opening, OpenSession } from '../sessions/session-keeper.js';

/** Signing in with a passkey, without saying who one is: the key knows. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly assertions: Assertions,
    private readonly desk: SessionDesk,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `passkey_refused` */
  async enter(response: AuthenticationResponseJSON, from: Pick<Opening, 'client' | 'replaces'>): Promise<OpenSession> {
    const { passkey, keep } = await this.judge(response);
    return this.unitOfWork.run(async () => {
      await keep(this.clock.now());
      return this.desk.open(passkey.member, { by: 'passkey', ...from });
    });
  }

  private async judge(response: AuthenticationResponseJSON): Promise<GoodAssertion> {
    try {
      return await this.assertions.judge(response, 'sign-in', null);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'forbidden') throw passkeySignInRefused(error);
      throw error;
    }
  }
}
