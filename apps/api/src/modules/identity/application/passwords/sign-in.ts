import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { Client } from '../../domain/client.js';
import { invalidCredentials } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { PasswordCheck } from './password-check.js';
import type { OpenSession } from '../sessions/session-keeper.js';
import { SessionDesk } from '../sessions/session-desk.js';
import { SignInDelays } from './sign-in-delays.js';

export interface SignInAttempt {
  readonly email: string;
  readonly password: string;
  readonly client: Client;
  readonly replaces: string | null;
}

/** Signing in with a password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly check: PasswordCheck,
    private readonly desk: SessionDesk,
    private readonly delays: SignInDelays,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @throws DomainError `invalid_credentials`, the same for a wrong password and for an unknown address, after the same
   *   work; `too_many_requests` while account or address have to wait.
   */
  async withPassword({ email, password, client, replaces }: SignInAttempt): Promise<OpenSession> {
    this.check.requireOn();
    const address = client.address ?? '';
    await this.delays.begin(email, address);
    const member = await this.check.memberOf(email, password);
    if (!member) throw invalidCredentials();
    return this.enter(member, { email, password, client, replaces });
  }

  private enter(member: MemberEntity, { email, client, replaces }: SignInAttempt): Promise<OpenSession> {
    return this.unitOfWork.run(async () => {
      // Changed while it was being checked: the sessions of the old one have ended, and this would be one more.
      if (!(await this.check.isStillOf(member))) throw invalidCredentials();
      await this.delays.succeeded(email, client.address ?? '');
      return this.desk.open(member, { by: 'password', client, replaces });
    });
  }
}
