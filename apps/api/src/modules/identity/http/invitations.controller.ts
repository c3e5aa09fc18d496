import { invitationBody, type Invitation, type NewInvitation } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { pageById, type Page, type PageQuery } from '../../../platform/paging/page.js';
import { InvitationDesk } from '../application/members/invitation-desk.js';
import { InvitationRepository } from '../persistence/invitation.repository.js';
import { presentInvitation } from './presenters.js';

@Controller()
export class InvitationsController {
  constructor(
    private readonly desk: InvitationDesk,
    private readonly invitations: InvitationRepository,
    private readonly clock: Clock,
  ) {}

  @Route('listInvitations')
  list(@Query() query: PageQuery): Promise<Page<Invitation>> {
    const now = this.clock.now().toISOString();
    return pageById(
      query,
      (before, limit) => this.invitations.findOpen(now, before, limit),
      (invitation) => presentInvitation(invitation, invitation.member),
    );
  }

  @Route('invite')
  async invite(
    @CurrentPrincipal() principal: Principal,
    @Body() body: z.infer<typeof invitationBody>,
  ): Promise<NewInvitation> {
    const { kept, link } = await this.desk.invite(principal, body);
    return { ...presentInvitation(kept, principal.actor), link, mailed: kept.email !== null };
  }

  @Route('revokeInvitation')
  revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.desk.revoke(principal, id);
  }
}
