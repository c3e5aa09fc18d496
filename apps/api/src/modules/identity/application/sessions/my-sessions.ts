import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { sessionNotFound } from '../../identity.errors.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { IdentityJournal } from '../identity-journal.js';

/** Where a member is signed in, and the end of that. */
@Injectable()
export class MySessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly journal: IdentityJournal,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `session_not_found`, for sessions of others too. */
  async end({ actor, memberId }: Principal, id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const session = await this.sessions.findLive(id, now);
      if (session?.memberId !== memberId) throw sessionNotFound();
      await this.sessions.revoke(id, now.toISOString());
      const details = { sessionId: id };
      await this.journal.write({ actor, memberId, action: 'session.revoked', details });
    });
  }

  /** Ends all but the one that asks. */
  async endOthers({ actor, memberId, sessionId }: Principal): Promise<void> {
    await this.unitOfWork.run(async () => {
      const ended = await this.sessions.revokeAllOf(memberId, sessionId, this.clock.now().toISOString());
      await this.journal.write({ actor, memberId, action: 'session.others-revoked', details: { ended } });
    });
  }
}
