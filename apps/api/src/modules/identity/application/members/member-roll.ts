import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { actorOf } from '../../domain/actor-of.js';
import { emailTaken } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { MemberRepository } from '../../persistence/member.repository.js';
import { IdentityJournal } from '../identity-journal.js';
import { SessionDesk } from '../sessions/session-desk.js';
import type { Opening, OpenSession } from '../sessions/session-keeper.js';

/** How a new member comes in. */
export interface Entrance {
  readonly action: string;
  readonly details?: Record<string, unknown>;
  readonly opening: Opening;
}

/** Enters new members. */
@Injectable()
export class MemberRoll {
  constructor(
    private readonly members: MemberRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly journal: IdentityJournal,
    private readonly desk: SessionDesk,
  ) {}

  /**
   * The member, what they used up to come in and their first session are kept together: without that session one who
   * has no password could never add a way in.
   *
   * @param use takes away what is used up by it.
   * @throws DomainError `email_taken`, and whatever `use` does.
   */
  async add(
    member: MemberEntity,
    { action, details, opening }: Entrance,
    use: () => Promise<void>,
  ): Promise<OpenSession> {
    const actor = actorOf(member);
    return this.unitOfWork.run(async () => {
      await this.members.lockAll();
      await use();
      if (await this.members.findByEmail(member.email)) throw emailTaken();
      await this.members.insert(member);
      await this.journal.write({ actor, memberId: member.id, action, target: { ...actor }, details });
      return this.desk.open(member, opening);
    });
  }
}
