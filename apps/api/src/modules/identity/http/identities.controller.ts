import type { LinkedIdentity } from '@bothy/contracts';
import { Controller, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { pageById, type Page, type PageQuery } from '../../../platform/paging/page.js';
import { LinkedIdentities } from '../application/foreign/linked-identities.js';
import { OidcRoundTrip } from '../application/foreign/oidc-round-trip.js';
import { LinkedIdentityRepository, type KeptIdentity } from '../persistence/linked-identity.repository.js';
import { OidcCookie } from './oidc-cookie.js';

@Controller()
export class IdentitiesController {
  constructor(
    private readonly identities: LinkedIdentities,
    private readonly kept: LinkedIdentityRepository,
    private readonly trip: OidcRoundTrip,
    private readonly cookie: OidcCookie,
  ) {}

  @Route('listIdentities')
  list(@CurrentPrincipal() { memberId }: Principal, @Query() query: PageQuery): Promise<Page<LinkedIdentity>> {
    return pageById(query, (before, limit) => this.kept.findPage(memberId, before, limit), presentIdentity);
  }

  @Route('linkIdentity')
  async link(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ url: string }> {
    const { url, browser } = await this.trip.begin({ sessionId: principal.sessionId, back: '/' });
    this.cookie.set(reply, browser);
    return { url };
  }

  @Route('unlinkIdentity')
  unlink(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.identities.remove(principal, id);
  }
}

const presentIdentity = ({ id, issuer, name, createdAt, lastUsedAt }: KeptIdentity): LinkedIdentity => ({
  id,
  issuer,
  name,
  createdAt,
  lastUsedAt,
});
