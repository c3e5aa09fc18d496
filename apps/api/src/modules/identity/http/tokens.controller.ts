import { type MintedToken, type Token, tokenBody } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { pageById, type Page, type PageQuery } from '../../../platform/paging/page.js';
import { ApiTokens } from '../application/tokens/api-tokens.js';
import { ApiTokenRepository } from '../persistence/api-token.repository.js';
import { presentToken } from './presenters.js';

@Controller()
export class TokensController {
  constructor(
    private readonly apiTokens: ApiTokens,
    private readonly tokens: ApiTokenRepository,
  ) {}

  @Route('listTokens')
  list(@CurrentPrincipal() { memberId }: Principal, @Query() query: PageQuery): Promise<Page<Token>> {
    return this.pageOfMember(memberId, query);
  }

  @Route('createToken')
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: z.infer<typeof tokenBody>,
  ): Promise<MintedToken> {
    const { kept, text } = await this.apiTokens.mint(principal, body);
    return { ...presentToken(kept, principal.actor), token: text };
  }

  @Route('revokeToken')
  revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.apiTokens.revoke(principal, id);
  }

  @Route('rotateToken')
  async rotate(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<MintedToken> {
    const { kept, text } = await this.apiTokens.rotate(principal, id);
    return { ...presentToken(kept, principal.actor), token: text };
  }

  @Route('listMemberTokens')
  listOfMember(@Param('id') memberId: string, @Query() query: PageQuery): Promise<Page<Token>> {
    return this.pageOfMember(memberId, query);
  }

  @Route('revokeMemberToken')
  revokeOfMember(
    @CurrentPrincipal() { actor }: Principal,
    @Param('id') memberId: string,
    @Param('token') token: string,
  ): Promise<void> {
    return this.apiTokens.revokeOf(memberId, token, actor);
  }

  private pageOfMember(memberId: string, query: PageQuery): Promise<Page<Token>> {
    return pageById(
      query,
      (before, limit) => this.tokens.findOfMember(memberId, before, limit),
      (token) => presentToken(token, token.member),
    );
  }
}
