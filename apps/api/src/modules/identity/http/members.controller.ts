import { memberPatch, type MemberListing, type ResetLink } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { pageById, type Page, type PageQuery } from '../../../platform/paging/page.js';
import { MemberDesk } from '../application/members/member-desk.js';
import { ResetLinks } from '../application/factors/reset-links.js';
import { memberNotFound } from '../identity.errors.js';
import { MemberListingRepository } from '../persistence/member-listing.repository.js';
import { presentKeptMember, presentListedMember } from './presenters.js';

@Controller()
export class MembersController {
  constructor(
    private readonly listing: MemberListingRepository,
    private readonly desk: MemberDesk,
    private readonly resetLinks: ResetLinks,
  ) {}

  @Route('listMembers')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery & { readonly q?: string },
  ): Promise<Page<MemberListing>> {
    const { q } = query;
    return pageById(query, (afterId, limit) => this.listing.find({ q, afterId, limit }), presenterFor(principal));
  }

  @Route('getMember')
  async get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<MemberListing> {
    const [member] = await this.listing.find({ id, afterId: null, limit: 1 });
    if (!member) throw memberNotFound();
    return presenterFor(principal)(member);
  }

  @Route('updateMember')
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: z.infer<typeof memberPatch>,
  ): Promise<MemberListing> {
    await this.desk.change({ id }, body, principal.actor);
    return this.get(principal, id);
  }

  @Route('removeMember')
  remove(@CurrentPrincipal() { actor }: Principal, @Param('id') id: string): Promise<void> {
    return this.desk.remove({ id }, actor);
  }

  @Route('endMemberSessions')
  endSessions(@CurrentPrincipal() { actor }: Principal, @Param('id') id: string): Promise<void> {
    return this.desk.endSessions({ id }, actor);
  }

  @Route('resetMember')
  reset(@CurrentPrincipal() { actor }: Principal, @Param('id') id: string): Promise<ResetLink> {
    return this.resetLinks.issue({ id }, actor);
  }
}

const presenterFor = ({ permissions }: Principal) =>
  permissions.has('members:write') ? presentKeptMember : presentListedMember;
