import type { Factors } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { lastFactor, memberNotFound } from '../../identity.errors.js';
import { LinkedIdentityRepository } from '../../persistence/linked-identity.repository.js';
import { MemberListingRepository } from '../../persistence/member-listing.repository.js';
import { MemberRepository } from '../../persistence/member.repository.js';

/** What may be taken from a member: one of their ways in. */
export type FactorKind = 'password' | 'passkey' | 'identity';

/** Knows by which ways a member can come in. */
@Injectable()
export class FactorBook {
  constructor(
    private readonly config: Config,
    private readonly listing: MemberListingRepository,
    private readonly identities: LinkedIdentityRepository,
    private readonly members: MemberRepository,
  ) {}

  /** @throws DomainError `member_not_found` */
  async of(memberId: string): Promise<Factors> {
    const [member] = await this.listing.find({ id: memberId, afterId: null, limit: 1 });
    if (!member) throw memberNotFound();
    const { hasPassword, passkeys, identities, recoveryCodes } = member;
    return { password: hasPassword, passkeys, identities, recoveryCodes };
  }

  /** Whether there is an admin beside this member who can come in. */
  hasOtherAdmin(memberId: string): Promise<boolean> {
    return this.members.existsOtherAdmin(memberId, { passwords: this.config.authPasswords });
  }

  /**
   * Call it inside the unit of work that takes one of this kind away.
   *
   * @throws DomainError `last_factor` when nothing would be left to sign in with. Recovery codes do not count: they
   *   open an enrolment only. Neither does what this server does not take now.
   */
  async requireOther(memberId: string, { without }: { without: FactorKind }): Promise<void> {
    const { password, passkeys } = await this.of(memberId);
    const { oidc } = this.config;
    const identities = oidc === null ? 0 : await this.identities.countOf(memberId, oidc.issuer);
    const left =
      (password && this.config.authPasswords && without !== 'password' ? 1 : 0) +
      (passkeys - (without === 'passkey' ? 1 : 0)) +
      (identities - (without === 'identity' ? 1 : 0));
    if (left <= 0) throw lastFactor();
  }
}
