import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { hashSecret } from '../domain/secret-text.js';
import { invitationGone } from '../identity.errors.js';
import type { InvitationEntity } from '../persistence/invitation.entity.js';
import { InvitationRepository } from '../persistence/invitation.repository.js';
import type { MemberEntity } from '../persistence/member.entity.js';
import { MemberDraft, type NewMember } from './member-draft.js';
import { MemberRoll } from './member-roll.js';

export type Acceptance = Omit<NewMember, 'role'> & { readonly token: string };

/** Makes members of those who hold an invitation. */
@Injectable()
export class Joining {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly draft: MemberDraft,
    private readonly roll: MemberRoll,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invitation_gone` */
  async look(token: string): Promise<InvitationEntity> {
    const invitation = await this.invitations.findByHash(hashSecret(token), this.clock.now().toISOString());
    if (!invitation) throw invitationGone();
    return invitation;
  }

  /** @throws DomainError `invitation_gone`, `email_taken`, `passwords_off`; InvalidRequest for a weak password. */
  async accept({ token, name, email, password }: Acceptance): Promise<MemberEntity> {
    const { id, role, member: inviter } = await this.look(token);
    const member = await this.draft.of({ name, email, password, role });
    await this.roll.add(
      member,
      { action: 'invitation.accepted', details: { role, invitedBy: inviter.id } },
      async () => {
        if (!(await this.invitations.delete(id))) throw invitationGone();
      },
    );
    return member;
  }
}
