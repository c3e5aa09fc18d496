import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { InvitationEntity } from './invitation.entity.js';

@Injectable()
export class InvitationRepository {
  constructor(private readonly database: Database) {}

  /** Open ones with who invited, the newest first, those before `beforeId` (null: all). */
  findOpen(now: string, beforeId: string | null, limit: number): Promise<InvitationEntity[]> {
    return this.database.manager.find(InvitationEntity, {
      where: { expiresAt: MoreThan(now), ...(beforeId === null ? {} : { id: LessThan(beforeId) }) },
      relations: { member: true },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  /** An open one with who invited. */
  findByHash(hash: string, now: string): Promise<InvitationEntity | null> {
    return this.database.manager.findOne(InvitationEntity, {
      where: { hash, expiresAt: MoreThan(now) },
      relations: { member: true },
    });
  }

  find(id: string): Promise<InvitationEntity | null> {
    return this.database.manager.findOneBy(InvitationEntity, { id });
  }

  async insert(invitation: Omit<InvitationEntity, 'member'>): Promise<void> {
    await this.database.manager.insert(InvitationEntity, invitation);
  }

  /** @returns false when it was used or taken back meanwhile. */
  async delete(id: string): Promise<boolean> {
    const { affected } = await this.database.manager.delete(InvitationEntity, { id });
    return affected === 1;
  }
}
