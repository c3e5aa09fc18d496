import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { actorOf } from '../domain/actor-of.js';
import type { MemberEntity } from '../persistence/member.entity.js';
import { IdentityJournal } from './identity-journal.js';
import { MemberDraft, type NewMember } from './member-draft.js';
import { SetupGate } from './setup-gate.js';

export type FirstAdmin = Omit<NewMember, 'role'> & { readonly token: string };

/** Makes the first admin, once. */
@Injectable()
export class Setup {
  constructor(
    private readonly gate: SetupGate,
    private readonly draft: MemberDraft,
    private readonly unitOfWork: UnitOfWork,
    private readonly journal: IdentityJournal,
  ) {}

  /** @throws DomainError `setup_done`, `wrong_setup_token`; InvalidRequest for a weak password. */
  async makeAdmin({ token, name, email, password }: FirstAdmin): Promise<MemberEntity> {
    await this.gate.check(token);
    const member = await this.draft.of({ name, email, password, role: 'admin' });
    await this.unitOfWork.run(async () => {
      await this.gate.pass(member);
      const actor = actorOf(member);
      await this.journal.write({ actor, memberId: member.id, action: 'setup.done', target: actor });
    });
    this.gate.close();
    return member;
  }
}
