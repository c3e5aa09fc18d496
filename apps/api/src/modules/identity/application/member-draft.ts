import type { Role } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { checkPassword } from '../domain/password-policy.js';
import type { MemberEntity } from '../persistence/member.entity.js';
import { PasswordHasher } from './password-hasher.js';

export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

/** Prepares a member to be kept. Hashing is slow on purpose, so do it before the unit of work. */
@Injectable()
export class MemberDraft {
  constructor(
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRequest for a password that is too easy to guess. */
  async of({ name, email, password, role }: NewMember): Promise<MemberEntity> {
    checkPassword(password, email);
    const passwordHash = await this.hasher.hash(password);
    return { id: uuidv7(), name, email, role, passwordHash, createdAt: this.clock.now().toISOString() };
  }
}
