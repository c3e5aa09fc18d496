import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { invalidCredentials, passwordsOff } from '../identity.errors.js';
import { MemberRepository } from '../persistence/member.repository.js';
import { PasswordHasher } from './password-hasher.js';
import type { OpenSession } from './session-keeper.js';
import { SessionDesk } from './session-desk.js';

/** Signing in with a password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly config: Config,
    private readonly members: MemberRepository,
    private readonly hasher: PasswordHasher,
    private readonly desk: SessionDesk,
  ) {}

  /** @throws DomainError `invalid_credentials`, the same for a wrong password and for an unknown address. */
  async withPassword(email: string, password: string): Promise<OpenSession> {
    if (!this.config.authPasswords) throw passwordsOff();
    const member = await this.members.findByEmail(email);
    const isRight = await this.hasher.verify(member?.passwordHash ?? null, password);
    if (!member || !isRight) throw invalidCredentials();
    return this.desk.open(member, 'password');
  }
}
