import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { RefreshTokenEntity } from './refresh-token.entity.js';
import { SessionEntity } from './session.entity.js';

@Injectable()
export class SessionRepository {
  constructor(private readonly database: Database) {}

  /** A session that is neither revoked nor expired, with its member. */
  async findLive(id: string, now: Date): Promise<SessionEntity | null> {
    const session = await this.database.manager.findOne(SessionEntity, { where: { id }, relations: { member: true } });
    return session && session.revokedAt === null && session.expiresAt > now.toISOString() ? session : null;
  }

  async insert(session: Omit<SessionEntity, 'member'>): Promise<void> {
    await this.database.manager.insert(SessionEntity, session);
  }

  async extend(id: string, expiresAt: string): Promise<void> {
    await this.database.manager.update(SessionEntity, { id }, { expiresAt });
  }

  async revoke(id: string, at: string): Promise<void> {
    await this.database.manager.update(SessionEntity, { id, revokedAt: IsNull() }, { revokedAt: at });
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

  /** Their refresh tokens go with them. */
  async deleteExpiredBefore(instant: string): Promise<void> {
    await this.database.manager.delete(SessionEntity, { expiresAt: LessThan(instant) });
  }
}
