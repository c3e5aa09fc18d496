import type { Actor, Scope } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { newApiToken } from '../../domain/api-token-text.js';
import { permissionIn } from '../../domain/effective-permissions.js';
import { hashSecret } from '../../domain/secret-text.js';
import { scopeBeyondRights, tokenNotFound, tooManyTokens } from '../../identity.errors.js';
import type { ApiTokenEntity } from '../../persistence/api-token.entity.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';
import { scopesIn } from '../sessions/authenticator.js';
import { IdentityJournal } from '../identity-journal.js';

/** Far more than anyone looks after. */
const mostTokens = 100;
const dayMs = 24 * 60 * 60 * 1000;

export interface TokenOrder {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresInDays: number;
}

/** A token as it is kept, without the member it belongs to. */
export type KeptToken = Omit<ApiTokenEntity, 'member'>;

/** Mints and revokes a member's own API tokens. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly tokens: ApiTokenRepository,
    private readonly journal: IdentityJournal,
    private readonly clock: Clock,
  ) {}

  /** @returns what is kept, and the token itself, which is not. */
  async mint(principal: Principal, order: TokenOrder): Promise<{ kept: KeptToken; text: string }> {
    const { kept, text } = this.draft(principal, order);
    const { actor, memberId } = principal;
    const details = { scopes: order.scopes, expiresAt: kept.expiresAt };
    const deed = { actor, memberId, action: 'token.minted', target: targetOf(kept), details };
    await this.journal.record(deed, async () => {
      if ((await this.tokens.countOf(memberId)) >= mostTokens) throw tooManyTokens(mostTokens);
      await this.tokens.insert(kept);
    });
    return { kept, text };
  }

  /** @throws DomainError `token_not_found`, for tokens of others too. */
  revoke({ actor, memberId }: Principal, id: string): Promise<void> {
    return this.revokeOf(memberId, id, actor);
  }

  /**
   * Puts a new token with the same name, scopes and lifetime in place of an old one, which ends at once, as do the
   * streams it has open.
   *
   * @throws DomainError `token_not_found`, `scope_beyond_rights`
   */
  async rotate(principal: Principal, id: string): Promise<{ kept: KeptToken; text: string }> {
    const old = await this.tokens.findOwn(id, principal.memberId);
    if (!old) throw tokenNotFound();
    const lifetimeMs = Date.parse(old.expiresAt) - Date.parse(old.createdAt);
    const order = { name: old.name, scopes: scopesIn(old), expiresInDays: Math.round(lifetimeMs / dayMs) };
    const { kept, text } = this.draft(principal, order);
    const { actor, memberId } = principal;
    const details = { replaces: id, expiresAt: kept.expiresAt };
    const deed = { actor, memberId, action: 'token.rotated', target: targetOf(kept), details };
    await this.journal.record(deed, async () => {
      // Two rotations at once must not leave two tokens.
      if (!(await this.tokens.revoke(id, this.clock.now().toISOString()))) throw tokenNotFound();
      await this.tokens.insert(kept);
    });
    return { kept, text };
  }

  /** Ends a token of another member, for those who look after members. @throws DomainError `token_not_found` */
  async revokeOf(memberId: string, id: string, actor: Actor): Promise<void> {
    const token = await this.tokens.findOwn(id, memberId);
    if (!token) throw tokenNotFound();
    const deed = { actor, memberId, action: 'token.revoked', target: targetOf(token), details: { memberId } };
    await this.journal.record(deed, async () => {
      if (!(await this.tokens.revoke(id, this.clock.now().toISOString()))) throw tokenNotFound();
    });
  }

  /** @throws DomainError `scope_beyond_rights` */
  private draft(principal: Principal, order: TokenOrder): { kept: KeptToken; text: string } {
    const beyond = order.scopes.find((scope) => !principal.permissions.has(permissionIn(scope)));
    if (beyond !== undefined) throw scopeBeyondRights(beyond);
    const text = newApiToken();
    return { kept: this.keptOf(principal.memberId, order, text), text };
  }

  private keptOf(memberId: string, { name, scopes, expiresInDays }: TokenOrder, text: string): KeptToken {
    const now = this.clock.now();
    return {
      id: uuidv7(),
      name,
      hash: hashSecret(text),
      scopes: JSON.stringify([...new Set(scopes)]),
      memberId,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + expiresInDays * dayMs).toISOString(),
      lastUsedAt: null,
      lastUsedFrom: null,
      revokedAt: null,
    };
  }
}

const targetOf = (token: KeptToken) => ({ kind: 'token', id: token.id, name: token.name });
