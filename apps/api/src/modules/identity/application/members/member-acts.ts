import type { Actor } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { memberNotFound } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { MemberRepository } from '../../persistence/member.repository.js';
import { IdentityJournal } from '../identity-journal.js';
import { SecurityNotices } from '../security-notices.js';

export interface MemberAct {
  readonly actor: Actor;
  readonly action: string;
  /** The member themselves when left out. */
  readonly target?: { readonly kind: string; readonly id: string; readonly name: string };
  readonly details?: Record<string, unknown>;
  /** Told to the member by mail: one sentence. */
  readonly notice?: string;
}

/** By what a member is found. */
export type Who = { readonly id: string } | { readonly email: string };

/** Does something to a member: in one transaction with its line in the audit trail and the mail that tells them. */
@Injectable()
export class MemberActs {
  constructor(
    private readonly members: MemberRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly journal: IdentityJournal,
    private readonly notices: SecurityNotices,
  ) {}

  /** @throws DomainError `member_not_found` */
  async get(who: Who): Promise<MemberEntity> {
    const found = 'id' in who ? this.members.find(who.id) : this.members.findByEmail(who.email.toLowerCase());
    const member = await found;
    if (!member) throw memberNotFound();
    return member;
  }

  /** @throws DomainError `member_not_found`, and whatever `work` does. */
  on<T>(who: Who, act: MemberAct, work: (member: MemberEntity) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => {
      // What is judged of a member (their last way in, the last admin) must not change before it is done.
      const member = await this.members.lock((await this.get(who)).id);
      if (!member) throw memberNotFound();
      const done = await work(member);
      const { actor, action, details, notice } = act;
      const target = act.target ?? { kind: 'member', id: member.id, name: member.name };
      await this.journal.write({ actor, memberId: member.id, action, target, details });
      if (notice !== undefined) await this.notices.put(member, notice);
      return done;
    });
  }
}
