import type { Bot, BotBody, BotPatch } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import type { PageQuery } from '../../../platform/paging/page.js';
import { BotCatalog } from '../application/bots/bot-catalog.js';
import { BotPresenter } from '../application/bots/bot-presenter.js';
import { BotRemoval } from '../application/bots/bot-removal.js';
import { BotPages } from '../persistence/bot-pages.js';
import { BotAccess } from './bot-access.js';

@Controller()
export class BotsController {
  constructor(
    private readonly catalog: BotCatalog,
    private readonly removal: BotRemoval,
    private readonly pages: BotPages,
    private readonly presenter: BotPresenter,
    private readonly access: BotAccess,
  ) {}

  @Route('listBots')
  async list(
    @Query() query: PageQuery & { search?: string; tag?: string },
    @CurrentPrincipal() principal: Principal,
  ): Promise<{ items: Bot[]; nextCursor: string | null }> {
    const { items, nextCursor } = await this.pages.page({ ...query, slugs: principal.botScopes });
    return { items: await this.presenter.all(items), nextCursor };
  }

  @Route('createBot')
  async create(@Body() body: BotBody, @CurrentPrincipal() principal: Principal): Promise<Bot> {
    this.access.requireBot(body.slug, principal);
    return this.presenter.one(await this.catalog.create(body, principal));
  }

  @Route('getBot')
  async get(@Param('slug') slug: string, @CurrentPrincipal() principal: Principal): Promise<Bot> {
    this.access.requireBot(slug, principal);
    return this.presenter.one(await this.catalog.get(slug));
  }

  @Route('updateBot')
  async update(
    @Param('slug') slug: string,
    @Body() body: BotPatch,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Bot> {
    this.access.requireBot(slug, principal);
    return this.presenter.one(await this.catalog.change(slug, body, principal));
  }

  @Route('deleteBot')
  delete(@Param('slug') slug: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    this.access.requireBot(slug, principal);
    return this.removal.remove(slug, principal);
  }

  @Route('listBotVersions')
  async versions(@Param('slug') slug: string, @Query() query: PageQuery, @CurrentPrincipal() principal: Principal) {
    this.access.requireBot(slug, principal);
    return this.pages.versions((await this.catalog.get(slug)).id, query);
  }
}
