import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { actorOf, house } from '../../domain/actor-of.js';
import type { Client } from '../../domain/client.js';
import { noSession, refreshRaced } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { IdentityJournal } from '../identity-journal.js';
import { SecurityNotices } from '../security-notices.js';
import { SessionKeeper, type Opening, type OpenSession } from './session-keeper.js';

/** Sessions from outside: each act with its transaction and its line in the audit trail. */
@Injectable()
export class SessionDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keeper: SessionKeeper,
    private readonly journal: IdentityJournal,
    private readonly notices: SecurityNotices,
  ) {}

  /** Joins a unit of work that is open: a sign-in is kept with what it used up. */
  open(member: MemberEntity, opening: Opening): Promise<OpenSession> {
    return this.unitOfWork.run(async () => {
      const replaced = await this.endReplaced(member, opening.replaces);
      const session = await this.keeper.open(member, opening);
      const { by, enrolling = false, client } = opening;
      const details = { by, enrolling, sessionId: session.id, address: client.address, replaced };
      await this.journal.write({ actor: actorOf(member), memberId: member.id, action: 'session.opened', details });
      if (opening.notice !== undefined) await this.notices.put(member, opening.notice);
      return session;
    });
  }

  /** @throws DomainError `no_session`, or `refresh_raced` when another tab was faster. */
  async renew(refreshToken: string, client: Client): Promise<OpenSession> {
    // The revocation of a stolen session must be kept, so the refusal is thrown behind the commit.
    const renewal = await this.unitOfWork.run(async () => {
      const renewal = await this.keeper.renew(refreshToken, client);
      if (renewal.outcome === 'stolen') {
        const { member, sessionId } = renewal;
        const details = { sessionId, memberId: member.id };
        await this.journal.write({ actor: house, memberId: member.id, action: 'session.reuse-detected', details });
        const what = 'Somebody else held a key to one of your sessions. It was ended; sign in again.';
        await this.notices.put(member, what);
      }
      return renewal;
    });
    if (renewal.outcome === 'raced') throw refreshRaced();
    if (renewal.outcome !== 'renewed') throw noSession();
    return renewal.session;
  }

  /** @throws DomainError `no_session` */
  async end(refreshToken: string): Promise<void> {
    const session = await this.unitOfWork.run(async () => {
      const session = await this.keeper.end(refreshToken);
      if (session) {
        const { member, id } = session;
        const details = { sessionId: id };
        await this.journal.write({ actor: actorOf(member), memberId: member.id, action: 'session.closed', details });
      }
      return session;
    });
    if (!session) throw noSession();
  }

  /** A browser that signs in again gets a session in place of the one it had, not one more. */
  private async endReplaced(member: MemberEntity, refreshToken: string | null): Promise<string | null> {
    const found = refreshToken === null ? null : await this.keeper.find(refreshToken);
    if (!found || refreshToken === null) return null;
    await this.keeper.end(refreshToken);
    const { id, member: before } = found.session;
    if (before.id === member.id) return id;
    // Somebody else sits down at this browser: the cookie of the one before is gone from it, so is their session.
    const details = { sessionId: id };
    await this.journal.write({ actor: actorOf(before), memberId: before.id, action: 'session.closed', details });
    return null;
  }
}
