import type { Role } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { emailTaken } from '../identity.errors.js';
import { LinkedIdentityEntity } from './linked-identity.entity.js';
import { MemberEntity } from './member.entity.js';
import { PasskeyEntity } from './passkey.entity.js';

@Injectable()
export class MemberRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<MemberEntity | null> {
    return this.database.manager.findOneBy(MemberEntity, { id });
  }

  /** The member as they are now, nobody else's to change until the unit of work ends. */
  lock(id: string): Promise<MemberEntity | null> {
    // SQLite has no row locks and needs none: a unit of work is alone there.
    const lock = this.database.kind === 'postgres' ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return this.database.manager.findOne(MemberEntity, { where: { id }, ...lock });
  }

  findByEmail(email: string): Promise<MemberEntity | null> {
    return this.database.manager.findOneBy(MemberEntity, { email });
  }

  async existsAny(): Promise<boolean> {
    return this.database.manager.exists(MemberEntity);
  }

  /** One who can come in, that is: an invited admin who has not enrolled yet can help nobody. */
  async existsOtherAdmin(id: string, { passwords }: { passwords: boolean }): Promise<boolean> {
    const { manager } = this.database;
    const has = (entity: new () => { memberId: string }) =>
      manager.createQueryBuilder(entity, 'way').select('1').where('way.memberId = member.id').getQuery();
    return manager
      .createQueryBuilder(MemberEntity, 'member')
      .where('member.role = :role AND member.id <> :id', { role: 'admin', id })
      .andWhere(
        new Brackets((any) => {
          any.where(`EXISTS (${has(PasskeyEntity)})`).orWhere(`EXISTS (${has(LinkedIdentityEntity)})`);
          if (passwords) any.orWhere('member.passwordHash IS NOT NULL');
        }),
      )
      .getExists();
  }

  /** @throws DomainError `email_taken` */
  async insert(member: MemberEntity): Promise<void> {
    await this.database.insertUnique(MemberEntity, member, emailTaken);
  }

  async update(id: string, change: { name?: string; role?: Role; passwordHash?: string | null }): Promise<void> {
    if (Object.keys(change).length > 0) await this.database.manager.update(MemberEntity, { id }, change);
  }

  async delete(id: string): Promise<void> {
    await this.database.manager.delete(MemberEntity, { id });
  }

  /** Until the unit of work ends nobody else adds or changes a member. SQLite lets only one unit of work write anyway. */
  async lockAll(): Promise<void> {
    if (this.database.kind === 'postgres') {
      await this.database.manager.query('LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE');
    }
  }
}
