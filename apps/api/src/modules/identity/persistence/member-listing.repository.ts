import type { Role } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Brackets } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { LinkedIdentityEntity } from './linked-identity.entity.js';
import { MemberEntity } from './member.entity.js';
import { PasskeyEntity } from './passkey.entity.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import { SessionEntity } from './session.entity.js';

/** A member with all that tells how they come in. */
export interface ListedMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly hasPassword: boolean;
  readonly passkeys: number;
  readonly identities: number;
  readonly recoveryCodes: number;
  readonly lastSeenAt: string | null;
}

interface Row extends Record<'passkeys' | 'identities' | 'codes', number | string> {
  readonly member_id: string;
  readonly last_seen_at: string | null;
}

/** Reads members for lists: one statement however many there are. */
@Injectable()
export class MemberListingRepository {
  constructor(private readonly database: Database) {}

  /** The oldest member first, those behind `afterId` (null: all). */
  async find(query: { q?: string; id?: string; afterId: string | null; limit: number }): Promise<ListedMember[]> {
    const select = this.selection();
    if (query.id !== undefined) select.andWhere('member.id = :id', { id: query.id });
    if (query.afterId !== null) select.andWhere('member.id > :after', { after: query.afterId });
    if (query.q) {
      const like = `%${query.q.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
      select.andWhere(
        new Brackets((either) =>
          either
            .where("LOWER(member.name) LIKE :like ESCAPE '\\'", { like })
            .orWhere("member.email LIKE :like ESCAPE '\\'", { like }),
        ),
      );
    }
    const { entities, raw } = await select.orderBy('member.id', 'ASC').limit(query.limit).getRawAndEntities<Row>();
    return entities.map((member, index) => listedOf(member, raw[index]));
  }

  private selection() {
    const select = this.database.manager.createQueryBuilder(MemberEntity, 'member');
    const count = (entity: new () => { memberId: string }) =>
      select.subQuery().select('COUNT(*)').from(entity, 'counted').where('counted.memberId = member.id').getQuery();
    const seen = select
      .subQuery()
      .select('MAX(seen.lastSeenAt)')
      .from(SessionEntity, 'seen')
      .where('seen.memberId = member.id')
      .getQuery();
    return select
      .addSelect(count(PasskeyEntity), 'passkeys')
      .addSelect(count(LinkedIdentityEntity), 'identities')
      .addSelect(count(RecoveryCodeEntity), 'codes')
      .addSelect(seen, 'last_seen_at');
  }
}

const listedOf = (member: MemberEntity, row: Row | undefined): ListedMember => {
  if (row?.member_id !== member.id) throw new Error('The rows of members do not lie in the order of their figures.');
  return {
    id: member.id,
    name: member.name,
    email: member.email,
    role: member.role,
    createdAt: member.createdAt,
    hasPassword: member.passwordHash !== null,
    // PostgreSQL counts in bigint, which arrives as text.
    passkeys: Number(row.passkeys),
    identities: Number(row.identities),
    recoveryCodes: Number(row.codes),
    lastSeenAt: row.last_seen_at,
  };
};
