import type { Role } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { hashSecret, newSecret } from '../../domain/secret-text.js';
import { invitationNotFound } from '../../identity.errors.js';
import type { InvitationEntity } from '../../persistence/invitation.entity.js';
import { InvitationRepository } from '../../persistence/invitation.repository.js';
import { IdentityJournal } from '../identity-journal.js';
import { InvitationLetters } from './invitation-letters.js';

const lifetimeMs = 72 * 60 * 60 * 1000;

export interface InvitationOrder {
  readonly role: Role;
  readonly email?: string;
  readonly name?: string;
}

/** An invitation as it is kept, without the member who made it. */
export type KeptInvitation = Omit<InvitationEntity, 'member'>;

/** Makes invitations and takes them back. */
@Injectable()
export class InvitationDesk {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly letters: InvitationLetters,
    private readonly journal: IdentityJournal,
    private readonly clock: Clock,
  ) {}

  /** @returns what is kept, and the link, whose token is not. */
  async invite(
    { actor, memberId }: Principal,
    order: InvitationOrder,
  ): Promise<{ kept: KeptInvitation; link: string }> {
    const token = newSecret();
    const kept = this.keptOf(memberId, order, token);
    const link = this.letters.linkOf(token);
    const { role, email, name, expiresAt } = kept;
    const deed = {
      actor,
      memberId,
      action: 'invitation.made',
      target: targetOf(kept),
      details: { role, email, expiresAt },
    };
    await this.journal.record(deed, async () => {
      await this.invitations.insert(kept);
      if (email !== null) await this.letters.put({ address: email, name }, { by: actor.name, link, expiresAt });
    });
    return { kept, link };
  }

  /** @throws DomainError `invitation_not_found` */
  async revoke({ actor, memberId }: Principal, id: string): Promise<void> {
    const invitation = await this.invitations.find(id);
    if (!invitation) throw invitationNotFound();
    const deed = { actor, memberId, action: 'invitation.revoked', target: targetOf(invitation) };
    await this.journal.record(deed, async () => {
      if (!(await this.invitations.delete(id))) throw invitationNotFound();
    });
  }

  private keptOf(memberId: string, { role, email, name }: InvitationOrder, token: string): KeptInvitation {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + lifetimeMs).toISOString();
    return {
      id: uuidv7(),
      hash: hashSecret(token),
      role,
      email: email ?? null,
      name: name ?? null,
      memberId,
      createdAt: now.toISOString(),
      expiresAt,
    };
  }
}

const targetOf = ({ id, name, email, role }: KeptInvitation) => ({
  kind: 'invitation',
  id,
  name: name ?? email ?? role,
});
