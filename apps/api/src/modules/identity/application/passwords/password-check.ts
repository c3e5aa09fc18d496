import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { passwordsOff } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { MemberRepository } from '../../persistence/member.repository.js';
import { PasswordHasher } from './password-hasher.js';

/** Finds the member whom an address and a password belong to. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly config: Config,
    private readonly members: MemberRepository,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @throws DomainError `passwords_off` */
  requireOn(): void {
    if (!this.config.authPasswords) throw passwordsOff();
  }

  /** Inside a unit of work: whether the password that was right a moment ago still is. */
  async isStillOf({ id, passwordHash }: MemberEntity): Promise<boolean> {
    const member = await this.members.lock(id);
    return member !== null && member.passwordHash === passwordHash;
  }

  /** Does the same work whether the address is known or not. */
  async memberOf(email: string, password: string): Promise<MemberEntity | null> {
    const member = await this.members.findByEmail(email);
    const isRight = await this.hasher.verify(member?.passwordHash ?? null, password);
    return isRight ? member : null;
  }
}
