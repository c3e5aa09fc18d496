import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import type { ForeignIdentity } from '../../domain/identity-provider.js';
import { identityNotFound, identityTaken, noSession } from '../../identity.errors.js';
import { LinkedIdentityRepository, type KeptIdentity } from '../../persistence/linked-identity.repository.js';
import { Authenticator } from '../sessions/authenticator.js';
import { FactorChanges } from '../factors/factor-changes.js';

/** A member's own accounts at other providers. */
@Injectable()
export class LinkedIdentities {
  constructor(
    private readonly identities: LinkedIdentityRepository,
    private readonly changes: FactorChanges,
    private readonly authenticator: Authenticator,
    private readonly clock: Clock,
  ) {}

  /**
   * Links an account to the member of the session that began it.
   *
   * @throws DomainError `no_session` when that has ended, `identity_taken`
   */
  async link(sessionId: string, { issuer, subject, name }: ForeignIdentity): Promise<void> {
    const principal = await this.authenticator.ofSession(sessionId);
    if (!principal) throw noSession();
    const { memberId } = principal;
    const createdAt = this.clock.now().toISOString();
    const identity = { id: uuidv7(), memberId, issuer, subject, name, createdAt, lastUsedAt: null };
    const change = {
      action: 'identity.linked',
      target: targetOf(identity),
      details: { issuer },
      notice: `The account "${name}" of ${issuer} was linked.`,
      adds: 'identity',
    } as const;
    await this.changes.make(principal, change, async () => {
      if (await this.identities.findBy(issuer, subject)) throw identityTaken();
      await this.identities.insert(identity);
    });
  }

  /** @throws DomainError `identity_not_found`, `last_factor` */
  async remove(principal: Principal, id: string): Promise<void> {
    const identity = await this.identities.findOwn(id, principal.memberId);
    if (!identity) throw identityNotFound();
    const { issuer, name } = identity;
    const change = {
      action: 'identity.unlinked',
      target: targetOf(identity),
      details: { issuer },
      notice: `The account "${name}" of ${issuer} was unlinked.`,
      removes: 'identity',
    } as const;
    await this.changes.make(principal, change, async () => {
      if (!(await this.identities.delete(id))) throw identityNotFound();
    });
  }
}

const targetOf = ({ id, name }: KeptIdentity) => ({ kind: 'identity', id, name });
