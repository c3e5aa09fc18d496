import type { Actor, Role } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { lastAdmin } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { MemberRepository } from '../../persistence/member.repository.js';
import { FactorBook } from '../factors/factor-book.js';
import { SessionKeeper } from '../sessions/session-keeper.js';
import { MemberActs, type Who } from './member-acts.js';

export interface MemberChange {
  readonly name?: string;
  readonly role?: Role;
}

/** What those who look after members do to them. */
@Injectable()
export class MemberDesk {
  constructor(
    private readonly acts: MemberActs,
    private readonly members: MemberRepository,
    private readonly keeper: SessionKeeper,
    private readonly book: FactorBook,
  ) {}

  /** @throws DomainError `member_not_found`, `last_admin` */
  change(who: Who, { name, role }: MemberChange, actor: Actor): Promise<void> {
    const notice = role === undefined ? undefined : `Your role is now ${role}.`;
    return this.acts.on(who, { actor, action: 'member.changed', details: { name, role }, notice }, async (member) => {
      if (role !== undefined && role !== 'admin') await this.requireOtherAdmin(member);
      await this.members.update(member.id, {
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
      });
    });
  }

  /** @throws DomainError `member_not_found`, `last_admin` */
  changeRole(who: Who, role: Role, actor: Actor): Promise<void> {
    return this.change(who, { role }, actor);
  }

  /** Their sessions, tokens and ways in go with them. @throws DomainError `member_not_found`, `last_admin` */
  remove(who: Who, actor: Actor): Promise<void> {
    return this.acts.on(who, { actor, action: 'member.removed' }, async (member) => {
      await this.requireOtherAdmin(member);
      await this.members.delete(member.id);
    });
  }

  /** @throws DomainError `member_not_found` */
  endSessions(who: Who, actor: Actor): Promise<void> {
    return this.acts.on(who, { actor, action: 'member.sessions-ended' }, ({ id }) => this.keeper.endAllOf(id));
  }

  private async requireOtherAdmin(member: MemberEntity): Promise<void> {
    if (member.role !== 'admin') return;
    // Two admins who demote each other at once must not both succeed.
    await this.members.lockAll();
    if (!(await this.book.hasOtherAdmin(member.id))) throw lastAdmin();
  }
}
