import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, MoreThan, Not } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';

export type KeptSession = Omit<SessionEntity, 'member'>;

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  /** A session that is neither revoked nor expired, with its member. */
  async findLive(id: string, now: Date): Promise<SessionEntity | null> {
    const session = await this.database.manager.findOne(SessionEntity, { where: { id }, relations: { member: true } });
    return session && session.revokedAt === null && session.expiresAt > now.toISOString() ? session : null;
  }

  /** Live ones, the newest first, those before `beforeId` (null: all). */
  findLiveOf(memberId: string, now: string, beforeId: string | null, limit: number): Promise<SessionEntity[]> {
    return this.database.manager.find(SessionEntity, {
      where: {
        memberId,
        revokedAt: IsNull(),
        expiresAt: MoreThan(now),
        ...(beforeId === null ? {} : { id: LessThan(beforeId) }),
      },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  async insert(session: KeptSession): Promise<void> {
    await this.database.manager.insert(SessionEntity, session);
  }

  async update(id: string, change: Partial<Omit<KeptSession, 'id' | 'memberId'>>): Promise<void> {
    await this.database.manager.update(SessionEntity, { id }, change);
  }

  async revoke(id: string, at: string): Promise<void> {
    await this.database.manager.update(SessionEntity, { id, revokedAt: IsNull() }, { revokedAt: at });
  }

  /** @param except a session that stays, or null. @returns how many ended. */
  async revokeAllOf(memberId: string, except: string | null, at: string): Promise<number> {
    const where = { memberId, revokedAt: IsNull(), ...(except === null ? {} : { id: Not(except) }) };
    return (await this.database.manager.update(SessionEntity, where, { revokedAt: at })).affected ?? 0;
  }

  async addRefreshToken(hash: string, sessionId: string): Promise<void> {
    await this.database.manager.insert(RefreshTokenEntity, { hash, sessionId, usedAt: null });
  }

  findRefreshToken(hash: string): Promise<RefreshTokenEntity | null> {
    return this.database.manager.findOneBy(RefreshTokenEntity, { hash });
  }

  /** @returns false when someone else has used it first. */
  async useRefreshToken(hash: string, at: string): Promise<boolean> {
    const result = await this.database.manager.update(RefreshTokenEntity, { hash, usedAt: IsNull() }, { usedAt: at });
    return result.affected === 1;
  }
}
