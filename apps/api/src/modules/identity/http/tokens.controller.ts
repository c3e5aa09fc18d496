import { id as idShape, type MintedToken, type Token, tokenBody } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { ApiTokens } from '../application/api-tokens.js';
import { RecentSignIn } from '../application/recent-sign-in.js';
import { badCursor } from '../identity.errors.js';
import { ApiTokenRepository } from '../persistence/api-token.repository.js';
import { presentToken } from './presenters.js';

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

@Controller()
export class TokensController {
  constructor(
    private readonly apiTokens: ApiTokens,
    private readonly recentSignIn: RecentSignIn,
    private readonly tokens: ApiTokenRepository,
  ) {}

  @Route('listTokens')
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<{ items: Token[]; nextCursor: string | null }> {
    const found = await this.tokens.findOfMember(principal.memberId, idIn(query.cursor), query.limit + 1);
    const shown = found.slice(0, query.limit);
    return {
      items: shown.map((token) => presentToken(token, token.member)),
      nextCursor: found.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
    };
  }

  @Route('createToken')
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: z.infer<typeof tokenBody>,
  ): Promise<MintedToken> {
    await this.recentSignIn.require(principal);
    const { kept, text } = await this.apiTokens.mint(principal, body);
    return { ...presentToken(kept, principal.actor), token: text };
  }

  @Route('revokeToken')
  async revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    await this.apiTokens.revoke(principal, id);
  }
}

const idIn = (cursor: string | undefined): string | null => {
  if (cursor === undefined) return null;
  const parsed = idShape.safeParse(cursor);
  if (!parsed.success) throw badCursor();
  return parsed.data;
};
