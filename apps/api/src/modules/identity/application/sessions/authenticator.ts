import { scope, type Scope } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { actorOf } from '../../domain/actor-of.js';
import { apiTokenPrefix, isApiToken } from '../../domain/api-token-text.js';
import { noRights, rightsOf } from '../../domain/effective-permissions.js';
import { hashSecret } from '../../domain/secret-text.js';
import type { ApiTokenEntity } from '../../persistence/api-token.entity.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';
import { SessionRepository } from '../../persistence/session.repository.js';
import { AccessTokens } from './access-tokens.js';

const scopeList = z.array(scope);

/** Scopes as a token's row keeps them. */
export const scopesIn = (token: Pick<ApiTokenEntity, 'scopes'>): Scope[] => scopeList.parse(JSON.parse(token.scopes));

/** Finds out who holds a credential. The rows are read each time: a revocation or a new role holds at once. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly sessions: SessionRepository,
    private readonly tokens: ApiTokenRepository,
    private readonly clock: Clock,
  ) {}

  /** @param bearer an access JWT or an API token. @returns null when it is not valid, or no longer. */
  async identify(bearer: string): Promise<Principal | null> {
    if (bearer.startsWith(apiTokenPrefix)) {
      return isApiToken(bearer) ? this.tokenHolder({ hash: hashSecret(bearer) }) : null;
    }
    const claims = await this.accessTokens.read(bearer);
    return claims && this.ofSession(claims.sid);
  }

  /** The same one as they are now; null when the session or token has ended. */
  again(principal: Principal): Promise<Principal | null> {
    const { sessionId, actor } = principal;
    return sessionId === null ? this.tokenHolder({ id: actor.id }) : this.ofSession(sessionId);
  }

  /** Whoever is signed in by a session; null when it has ended. */
  async ofSession(sessionId: string): Promise<Principal | null> {
    const session = await this.sessions.findLive(sessionId, this.clock.now());
    if (!session) return null;
    const { member } = session;
    const enrolling = session.enrollingSince !== null;
    const rights = enrolling ? noRights : rightsOf(member.role, null);
    return { actor: actorOf(member), memberId: member.id, sessionId, enrolling, ...rights };
  }

  private async tokenHolder(where: { hash: string } | { id: string }): Promise<Principal | null> {
    const token = await this.tokens.findLiveBy(where, this.clock.now());
    if (!token) return null;
    return {
      actor: { kind: 'token', id: token.id, name: token.name },
      memberId: token.memberId,
      sessionId: null,
      enrolling: false,
      ...rightsOf(token.member.role, scopesIn(token)),
    };
  }
}
