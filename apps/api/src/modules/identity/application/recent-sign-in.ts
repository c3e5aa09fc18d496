import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Principal } from '../../../platform/http/principal.js';
import { membersOnly, signInAgain } from '../identity.errors.js';
import { SessionRepository } from '../persistence/session.repository.js';

const withinMinutes = 15;

/** For acts that outlive a session: a stolen page must not be able to do them. */
@Injectable()
export class RecentSignIn {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  /** A session that is enrolling is recent by itself: it lasts an hour and can do nothing else. @throws DomainError `sign_in_again` */
  async require(principal: Principal): Promise<void> {
    if (principal.sessionId === null) throw membersOnly();
    if (principal.enrolling) return;
    const now = this.clock.now();
    const session = await this.sessions.findLive(principal.sessionId, now);
    const ageMs = session ? now.getTime() - Date.parse(session.signedInAt) : Number.POSITIVE_INFINITY;
    if (ageMs > withinMinutes * 60_000) throw signInAgain(withinMinutes);
  }
}
