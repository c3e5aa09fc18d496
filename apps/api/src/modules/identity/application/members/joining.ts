import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { rightsOf } from '../../domain/effective-permissions.js';
import { hashSecret } from '../../domain/secret-text.js';
import { invitationGone } from '../../identity.errors.js';
import type { InvitationEntity } from '../../persistence/invitation.entity.js';
import { InvitationRepository } from '../../persistence/invitation.repository.js';
import { MemberDraft, type NewMember } from './member-draft.js';
import { MemberRoll } from './member-roll.js';
import type { Opening, OpenSession } from '../sessions/session-keeper.js';

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
    // Like a token, an invitation is worth no more than what its maker may do now.
    if (!invitation || !rightsOf(invitation.member.role, null).permissions.has('members:write')) throw invitationGone();
    return invitation;
  }

  /** @throws DomainError `invitation_gone`, `email_taken`, `passwords_off`; InvalidRequest for a weak password. */
  async accept(
    { token, name, email, password }: Acceptance,
    from: Pick<Opening, 'client' | 'replaces'>,
  ): Promise<OpenSession> {
    const { id, role, member: inviter } = await this.look(token);
    const member = await this.draft.of({ name, email, password, role });
    const details = { role, invitedBy: inviter.id };
    const opening = { by: 'invitation', enrolling: password === null, ...from };
    return this.roll.add(member, { action: 'invitation.accepted', details, opening }, async () => {
      if (!(await this.invitations.delete(id))) throw invitationGone();
    });
  }
}
