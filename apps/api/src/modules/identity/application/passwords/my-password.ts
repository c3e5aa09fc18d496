import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { MemberRepository } from '../../persistence/member.repository.js';
import { CurrentPassword } from './current-password.js';
import { FactorChanges } from '../factors/factor-changes.js';
import { NewPasswords } from './new-passwords.js';

export interface PasswordChange {
  readonly current?: string;
  readonly password: string;
  /** Where the request comes from. */
  readonly address: string;
}

/** A member's own password. */
@Injectable()
export class MyPassword {
  constructor(
    private readonly changes: FactorChanges,
    private readonly current: CurrentPassword,
    private readonly passwords: NewPasswords,
    private readonly members: MemberRepository,
  ) {}

  /**
   * An enrolling session is not asked for the password so far: its member has lost it.
   *
   * @throws InvalidRequest for a wrong `current` or a weak `password`; DomainError `sign_in_again`, `passwords_off`
   */
  async set(principal: Principal, { current, password, address }: PasswordChange): Promise<void> {
    const member = await this.changes.member(principal);
    if (member.passwordHash !== null && !principal.enrolling) await this.current.require(member, current, address);
    const passwordHash = await this.passwords.hash(password, member.email);
    const change = {
      action: 'password.set',
      notice: 'Your password was set.',
      adds: 'password',
      endsOthers: true,
    } as const;
    await this.changes.make(principal, change, () => this.members.update(member.id, { passwordHash }));
  }

  /** @throws DomainError `last_factor` */
  async remove(principal: Principal): Promise<void> {
    const change = { action: 'password.removed', notice: 'Your password was removed.', removes: 'password' } as const;
    await this.changes.make(principal, change, () => this.members.update(principal.memberId, { passwordHash: null }));
  }
}
