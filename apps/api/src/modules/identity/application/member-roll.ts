import { Injectable } from '@nestjs/common';
import { actorOf } from '../domain/actor-of.js';
import { emailTaken } from '../identity.errors.js';
import type { MemberEntity } from '../persistence/member.entity.js';
import { MemberRepository } from '../persistence/member.repository.js';
import { IdentityJournal } from './identity-journal.js';

/** Enters new members. */
@Injectable()
export class MemberRoll {
  constructor(
    private readonly members: MemberRepository,
    private readonly journal: IdentityJournal,
  ) {}

  /**
   * @param use takes away what is used up by it, in the same transaction.
   * @throws DomainError `email_taken`, and whatever `use` does.
   */
  async add(
    member: MemberEntity,
    { action, details }: { action: string; details: Record<string, unknown> },
    use: () => Promise<void>,
  ): Promise<void> {
    const actor = actorOf(member);
    await this.journal.record({ actor, memberId: member.id, action, target: { ...actor }, details }, async () => {
      await use();
      await this.members.lockAll();
      if (await this.members.findByEmail(member.email)) throw emailTaken();
      await this.members.insert(member);
    });
  }
}
