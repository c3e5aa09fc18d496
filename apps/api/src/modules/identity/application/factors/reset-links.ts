import type { Actor, ResetLink } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { hashSecret, newSecret } from '../../domain/secret-text.js';
import { RecoveryRepository } from '../../persistence/recovery.repository.js';
import { MemberActs, type Who } from '../members/member-acts.js';

const lifetimeMs = 60 * 60 * 1000;

/** Makes one-time links for members who lost every way in. */
@Injectable()
export class ResetLinks {
  constructor(
    private readonly config: Config,
    private readonly acts: MemberActs,
    private readonly recovery: RecoveryRepository,
    private readonly clock: Clock,
  ) {}

  /** A new link ends the one before it. @throws DomainError `member_not_found` */
  issue(who: Who, actor: Actor): Promise<ResetLink> {
    const act = { actor, action: 'member.reset', notice: 'A reset link for your account was made.' };
    return this.acts.on(who, act, async ({ id: memberId }) => {
      const token = newSecret();
      const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs).toISOString();
      await this.recovery.replaceLink({ hash: hashSecret(token), memberId, expiresAt });
      return { link: `${this.config.publicUrl}/recover#token=${token}`, expiresAt };
    });
  }
}
