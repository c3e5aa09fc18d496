import type { Role } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { NewPasswords } from '../passwords/new-passwords.js';

export interface NewMember {
  readonly name: string;
  readonly email: string;
  /** Null for one who will sign in otherwise. */
  readonly password: string | null;
  readonly role: Role;
}

/** Prepares a member to be kept. Hashing is slow on purpose, so do it before the unit of work. */
@Injectable()
export class MemberDraft {
  constructor(
    private readonly passwords: NewPasswords,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRequest for a password that is too easy to guess; DomainError `passwords_off`. */
  async of({ name, email, password, role }: NewMember): Promise<MemberEntity> {
    const passwordHash = password === null ? null : await this.passwords.hash(password, email);
    return { id: uuidv7(), name, email, role, passwordHash, createdAt: this.clock.now().toISOString() };
  }
}
