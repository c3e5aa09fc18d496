import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { actorOf } from '../domain/actor-of.js';
import { noSession, refreshRaced } from '../identity.errors.js';
import type { MemberEntity } from '../persistence/member.entity.js';
import { IdentityJournal } from './identity-journal.js';
import { SessionKeeper, type OpenSession } from './session-keeper.js';

/** Sessions from outside: each act with its transaction and its line in the audit trail. */
@Injectable()
export class SessionDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keeper: SessionKeeper,
    private readonly journal: IdentityJournal,
  ) {}

  /** @param by how the member proved who they are. */
  open(member: MemberEntity, by: string): Promise<OpenSession> {
    return this.unitOfWork.run(async () => {
      const session = await this.keeper.open(member);
      const details = { by, sessionId: session.id };
      await this.journal.write({ actor: actorOf(member), memberId: member.id, action: 'session.opened', details });
      return session;
    });
  }

  /** @throws DomainError `no_session`, or `refresh_raced` when another tab was faster. */
  async renew(refreshToken: string): Promise<OpenSession> {
    // The revocation of a stolen session must be kept, so the refusal is thrown behind the commit.
    const renewal = await this.unitOfWork.run(async () => {
      const renewal = await this.keeper.renew(refreshToken);
      if (renewal.outcome === 'stolen') {
        const { member, sessionId } = renewal;
        const details = { sessionId, reason: 'A refresh token was used twice.' };
        await this.journal.write({ actor: actorOf(member), memberId: member.id, action: 'session.revoked', details });
      }
      return renewal;
    });
    if (renewal.outcome === 'raced') throw refreshRaced();
    if (renewal.outcome !== 'renewed') throw noSession();
    return renewal.session;
  }

  /** @throws DomainError `no_session` */
  async end(refreshToken: string): Promise<void> {
    const member = await this.unitOfWork.run(async () => {
      const member = await this.keeper.end(refreshToken);
      if (member) await this.journal.write({ actor: actorOf(member), memberId: member.id, action: 'session.closed' });
      return member;
    });
    if (!member) throw noSession();
  }
}
