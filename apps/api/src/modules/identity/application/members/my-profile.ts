import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { MemberRepository } from '../../persistence/member.repository.js';
import { MemberActs } from './member-acts.js';

/** What others see of a member. */
@Injectable()
export class MyProfile {
  constructor(
    private readonly acts: MemberActs,
    private readonly members: MemberRepository,
  ) {}

  async rename({ actor, memberId }: Principal, name: string): Promise<void> {
    const act = { actor, action: 'member.renamed', details: { name } };
    await this.acts.on({ id: memberId }, act, () => this.members.update(memberId, { name }));
  }
}
