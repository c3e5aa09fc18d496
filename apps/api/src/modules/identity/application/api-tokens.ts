import type { Scope } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Principal } from '../../../platform/http/principal.js';
import { newApiToken } from '../domain/api-token-text.js';
import { permissionIn } from '../domain/effective-permissions.js';
import { hashSecret } from '../domain/secret-text.js';
import { scopeBeyondRights, tokenNotFound } from '../identity.errors.js';
import type { ApiTokenEntity } from '../persistence/api-token.entity.js';
import { ApiTokenRepository } from '../persistence/api-token.repository.js';
import { IdentityJournal } from './identity-journal.js';

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
    private readonly unitOfWork: UnitOfWork,
    private readonly journal: IdentityJournal,
    private readonly clock: Clock,
  ) {}

  /** @returns what is kept, and the token itself, which is not. */
  async mint(principal: Principal, order: TokenOrder): Promise<{ kept: KeptToken; text: string }> {
    const beyond = order.scopes.find((scope) => !principal.permissions.has(permissionIn(scope)));
    if (beyond !== undefined) throw scopeBeyondRights(beyond);
    const text = newApiToken();
    const kept = this.keptOf(principal.memberId, order, text);
    const { actor, memberId } = principal;
    await this.unitOfWork.run(async () => {
      await this.tokens.insert(kept);
      const details = { scopes: order.scopes, expiresAt: kept.expiresAt };
      await this.journal.write({ actor, memberId, action: 'token.minted', target: targetOf(kept), details });
    });
    return { kept, text };
  }

  /** @throws DomainError `token_not_found`, for tokens of others too. */
  async revoke(principal: Principal, id: string): Promise<void> {
    const { actor, memberId } = principal;
    await this.unitOfWork.run(async () => {
      const token = await this.tokens.findOwn(id, memberId);
      if (!token) throw tokenNotFound();
      await this.tokens.revoke(id, this.clock.now().toISOString());
      await this.journal.write({ actor, memberId, action: 'token.revoked', target: targetOf(token) });
    });
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
