import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import type { FactorKind } from './factor-book.js';
import { IdentityJournal } from '../identity-journal.js';
import { expiryOf } from '../sessions/session-keeper.js';

/** The way from a session that may only add a factor to a whole one. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly journal: IdentityJournal,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes an enrolling session whole, and ends the member's others. Keys and tokens stay: which of them are lost only
   * the member knows. Call it inside the unit of work that adds the factor; it does nothing for a session that is whole.
   */
  async finish({ enrolling, sessionId, memberId, actor }: Principal, by: FactorKind): Promise<void> {
    if (!enrolling || sessionId === null) return;
    const now = this.clock.now();
    const at = now.toISOString();
    await this.sessions.update(sessionId, {
      enrollingSince: null,
      passkeyAt: by === 'passkey' ? at : null,
      signedInAt: at,
      expiresAt: expiryOf(at, false, now),
    });
    const ended = await this.sessions.revokeAllOf(memberId, sessionId, at);
    await this.journal.write({ actor, memberId, action: 'session.enrolled', details: { sessionId, ended } });
  }

  /** Ends the member's other sessions. Call it inside the unit of work of what asks for it. */
  async endOthers({ sessionId, memberId }: Principal): Promise<void> {
    await this.sessions.revokeAllOf(memberId, sessionId, this.clock.now().toISOString());
  }
}
