import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { identityTaken } from '../identity.errors.js';
import { LinkedIdentityEntity } from './linked-identity.entity.js';

export type KeptIdentity = Omit<LinkedIdentityEntity, 'member'>;

@Injectable()
export class LinkedIdentityRepository {
  constructor(private readonly database: Database) {}

  /** The one that this account of this provider signs in, with the member. */
  findBy(issuer: string, subject: string): Promise<LinkedIdentityEntity | null> {
    return this.database.manager.findOne(LinkedIdentityEntity, {
      where: { issuer, subject },
      relations: { member: true },
    });
  }

  /** Those of one provider, with or without the slash that some write at its end. */
  countOf(memberId: string, issuer: string): Promise<number> {
    const plain = issuer.replace(/\/$/, '');
    return this.database.manager.countBy(LinkedIdentityEntity, { memberId, issuer: In([plain, `${plain}/`]) });
  }

  /** The newest first, those before `beforeId` (null: all); ids sort by creation. */
  findPage(memberId: string, beforeId: string | null, limit: number): Promise<KeptIdentity[]> {
    return this.database.manager.find(LinkedIdentityEntity, {
      where: { memberId, ...(beforeId === null ? {} : { id: LessThan(beforeId) }) },
      order: { id: 'DESC' },
      take: limit,
    });
  }

  findOwn(id: string, memberId: string): Promise<KeptIdentity | null> {
    return this.database.manager.findOneBy(LinkedIdentityEntity, { id, memberId });
  }

  async insert(identity: KeptIdentity): Promise<void> {
    await this.database.insertUnique(LinkedIdentityEntity, identity, identityTaken);
  }

  async noteUse(id: string, at: string): Promise<void> {
    await this.database.manager.update(LinkedIdentityEntity, { id }, { lastUsedAt: at });
  }

  /** @returns false when it is gone. */
  async delete(id: string): Promise<boolean> {
    return (await this.database.manager.delete(LinkedIdentityEntity, { id })).affected === 1;
  }
}
