import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { MemberEntity } from './member.entity.js';
import { RecoveryCodeEntity } from './recovery-code.entity.js';
import { ResetLinkEntity } from './reset-link.entity.js';

/** What lets a member back in who lost every way in. */
@Injectable()
export class RecoveryRepository {
  constructor(private readonly database: Database) {}

  countCodes(memberId: string): Promise<number> {
    return this.database.manager.countBy(RecoveryCodeEntity, { memberId });
  }

  /** The codes so far end. */
  async replaceCodes(memberId: string, hashes: readonly string[]): Promise<void> {
    const { manager } = this.database;
    await manager.delete(RecoveryCodeEntity, { memberId });
    await manager.insert(
      RecoveryCodeEntity,
      hashes.map((hash) => ({ hash, memberId })),
    );
  }

  /** Uses a code up. @returns whose it was, or null. */
  async takeCode(hash: string): Promise<MemberEntity | null> {
    const { manager } = this.database;
    const code = await manager.findOne(RecoveryCodeEntity, { where: { hash }, relations: { member: true } });
    if (!code) return null;
    const { affected } = await manager.delete(RecoveryCodeEntity, { hash });
    return affected === 1 ? code.member : null;
  }

  /** A new link ends those before it. */
  async replaceLink(link: Omit<ResetLinkEntity, 'member'>): Promise<void> {
    const { manager } = this.database;
    await manager.delete(ResetLinkEntity, { memberId: link.memberId });
    await manager.insert(ResetLinkEntity, link);
  }

  /** Uses a link up. @returns whose it was, or null when there is none, or no longer. */
  async takeLink(hash: string, now: string): Promise<MemberEntity | null> {
    const { manager } = this.database;
    const link = await manager.findOne(ResetLinkEntity, { where: { hash }, relations: { member: true } });
    if (!link || link.expiresAt <= now) return null;
    const { affected } = await manager.delete(ResetLinkEntity, { hash });
    return affected === 1 ? link.member : null;
  }
}
