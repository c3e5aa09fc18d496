import type { Me } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { noSession } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { scopesIn } from './authenticator.js';

/** The member behind a request, and the token they ask with. */
@Injectable()
export class WhoAmI {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: ApiTokenRepository,
    private readonly clock: Clock,
  ) {}

  async describe({ actor, sessionId }: Principal): Promise<Pick<Me, 'token' | 'enrolling'> & { member: MemberEntity }> {
    const now = this.clock.now();
    if (sessionId !== null) {
      const session = await this.sessions.findLive(sessionId, now);
      if (!session) throw noSession();
      return { member: session.member, token: null, enrolling: session.enrollingSince !== null };
    }
    const token = await this.tokens.findLiveBy({ id: actor.id }, now);
    if (!token) throw noSession();
    return {
      member: token.member,
      token: { id: token.id, name: token.name, scopes: scopesIn(token) },
      enrolling: false,
    };
  }
}
