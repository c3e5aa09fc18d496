import type { BotBody, BotPatch } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import type { PageQuery } from '../../../platform/paging/page.js';
import { BotCatalog } from '../application/bots/bot-catalog.js';
import { BotRemoval } from '../application/bots/bot-removal.js';
import { BotRepository } from '../persistence/bot.repository.js';
import { BotAccess } from './bot-access.js';

@Controller()
export class BotsController {
  constructor(
    private readonly catalog: BotCatalog,
    private readonly removal: BotRemoval,
    private readonly bots: BotRepository,
    private readonly access: BotAccess,
  ) {}

  @Route('listBots')
  list(@Query() query: PageQuery & { search?: string }, @CurrentPrincipal() principal: Principal) {
    return this.bots.page({ ...query, slugs: principal.botScopes });
  }

  @Route('createBot')
  create(@Body() body: BotBody, @CurrentPrincipal() principal: Principal) {
    this.access.requireBot(body.slug, principal);
    return this.catalog.create(body, principal);
  }

  @Route('getBot')
  async get(@Param('slug') slug: string, @CurrentPrincipal() principal: Principal) {
    this.access.requireBot(slug, principal);
    return this.bots.present(await this.catalog.get(slug));
  }

  @Route('updateBot')
  update(@Param('slug') slug: string, @Body() body: BotPatch, @CurrentPrincipal() principal: Principal) {
    this.access.requireBot(slug, principal);
    return this.catalog.change(slug, body, principal);
  }

  @Route('deleteBot')
  delete(@Param('slug') slug: string, @CurrentPrincipal() principal: Principal) {
    this.access.requireBot(slug, principal);
    return this.removal.remove(slug, principal);
  }

  @Route('listBotVersions')
  async versions(@Param('slug') slug: string, @Query() query: PageQuery, @CurrentPrincipal() principal: Principal) {
    this.access.requireBot(slug, principal);
    return this.bots.versions((await this.catalog.get(slug)).id, query);
  }
}
