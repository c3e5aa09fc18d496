import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { passkeyKnown } from '../identity.errors.js';
import { PasskeyEntity } from './passkey.entity.js';
import { SessionEntity } from './session.entity.js';
import { StepUpEntity } from './step-up.entity.js';

@Injectable()
export class PasskeyRepository {
  constructor(private readonly database: Database) {}

  /** With its member. */
  findByCredentialId(credentialId: string): Promise<PasskeyEntity | null> {
    return this.database.manager.findOne(PasskeyEntity, { where: { credentialId }, relations: { member: true } });
  }

  /** The oldest first. */
  findOfMember(memberId: string): Promise<PasskeyEntity[]> {
    return this.database.manager.find(PasskeyEntity, { where: { memberId }, order: { id: 'ASC' } });
  }

  /** The oldest first, those behind `afterId` (null: all). */
  findPage(memberId: string, afterId: string | null, limit: number): Promise<PasskeyEntity[]> {
    return this.database.manager.find(PasskeyEntity, {
      where: { memberId, ...(afterId === null ? {} : { id: MoreThan(afterId) }) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  findOwn(id: string, memberId: string): Promise<PasskeyEntity | null> {
    return this.database.manager.findOneBy(PasskeyEntity, { id, memberId });
  }

  countOf(memberId: string): Promise<number> {
    return this.database.manager.countBy(PasskeyEntity, { memberId });
  }

  /** @throws DomainError `passkey_known` when somebody was faster with the same key. */
  async insert(passkey: Omit<PasskeyEntity, 'member'>): Promise<void> {
    await this.database.insertUnique(PasskeyEntity, passkey, passkeyKnown);
  }

  /** @returns false when it is gone. */
  async rename(id: string, name: string): Promise<boolean> {
    return (await this.database.manager.update(PasskeyEntity, { id }, { name })).affected === 1;
  }

  /** What it has opened closes with it. @returns false when it is gone. */
  async delete(id: string, memberId: string): Promise<boolean> {
    const { manager } = this.database;
    const sessions = await manager.find(SessionEntity, { where: { memberId }, select: { id: true } });
    await manager.delete(StepUpEntity, { sessionId: In(sessions.map((session) => session.id)) });
    return (await this.database.manager.delete(PasskeyEntity, { id })).affected === 1;
  }

  /** @returns false when another assertion has moved the counter meanwhile. */
  async noteUse(passkey: PasskeyEntity, counter: number, at: string): Promise<boolean> {
    const result = await this.database.manager.update(
      PasskeyEntity,
      { id: passkey.id, counter: passkey.counter },
      { counter, lastUsedAt: at },
    );
    return result.affected === 1;
  }
}
