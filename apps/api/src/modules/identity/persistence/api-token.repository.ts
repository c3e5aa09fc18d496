import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { ApiTokenEntity } from './api-token.entity.js';

@Injectable()
export class ApiTokenRepository {
  constructor(private readonly database: Database) {}

  /** A token that is neither revoked nor expired, with the member who made it. */
  async findLiveBy(where: { hash: string } | { id: string }, now: Date): Promise<ApiTokenEntity | null> {
    const token = await this.database.manager.findOne(ApiTokenEntity, { where, relations: { member: true } });
    return token && token.revokedAt === null && token.expiresAt > now.toISOString() ? token : null;
  }

  /** The newest first, those before `beforeId` (null: all); ids sort by creation. */
  findOfMember(memberId: string, beforeId: string | null, limit: number): Promise<ApiTokenEntity[]> {
    return this.database.manager.find(ApiTokenEntity, {
      where: { memberId, revokedAt: IsNull(), ...(beforeId === null ? {} : { id: LessThan(beforeId) }) },
      relations: { member: true },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** Those that are not revoked. */
  countOf(memberId: string): Promise<number> {
    return this.database.manager.countBy(ApiTokenEntity, { memberId, revokedAt: IsNull() });
  }

  async insert(token: Omit<ApiTokenEntity, 'member'>): Promise<void> {
    await this.database.manager.insert(ApiTokenEntity, token);
  }

  /** One of the member's own that is not revoked. */
  findOwn(id: string, memberId: string): Promise<ApiTokenEntity | null> {
    return this.database.manager.findOneBy(ApiTokenEntity, { id, memberId, revokedAt: IsNull() });
  }

  /** @returns false when it was revoked meanwhile. */
  async revoke(id: string, at: string): Promise<boolean> {
    const result = await this.database.manager.update(ApiTokenEntity, { id, revokedAt: IsNull() }, { revokedAt: at });
    return result.affected === 1;
  }

  async noteUse(id: string, at: string, from: string | null): Promise<void> {
    const changes = { lastUsedAt: at, ...(from !== null && { lastUsedFrom: from }) };
    await this.database.manager.update(ApiTokenEntity, { id }, changes);
  }
}
