import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { MemberEntity } from './member.entity.js';

@Injectable()
export class MemberRepository {
  constructor(private readonly database: Database) {}

  findByEmail(email: string): Promise<MemberEntity | null> {
    return this.database.manager.findOneBy(MemberEntity, { email });
  }

  async existsAny(): Promise<boolean> {
    return this.database.manager.exists(MemberEntity);
  }

  async insert(member: MemberEntity): Promise<void> {
    await this.database.manager.insert(MemberEntity, member);
  }

  /** Until the unit of work ends nobody else adds a member. SQLite lets only one unit of work write anyway. */
  async lockAll(): Promise<void> {
    if (this.database.kind === 'postgres') {
      await this.database.manager.query('LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE');
    }
  }
}
