import type { SyncResult, Tool, ToolBody, ToolPatch } from '@bothy/contracts';
import { Body, Controller, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { ToolEditing } from '../application/tools/tool-editing.js';
import { ToolList, type ToolListQuery } from '../application/tools/tool-list.js';
import { ToolSyncs } from '../application/tools/tool-syncs.js';
import { WebhookTokens } from '../application/tools/webhook-tokens.js';

@Controller()
export class ToolsController {
  constructor(
    private readonly tools: ToolList,
    private readonly editing: ToolEditing,
    private readonly syncs: ToolSyncs,
    private readonly tokens: WebhookTokens,
  ) {}

  @Route('listTools')
  list(@Query() query: ToolListQuery, @Req() { principal }: FastifyRequest) {
    return this.tools.page(query, principal);
  }

  @Route('createTool')
  async create(@Body() body: ToolBody, @CurrentPrincipal() principal: Principal): Promise<Tool> {
    await this.editing.create(body, principal);
    return this.tools.get(body.slug, principal);
  }

  @Route('getTool')
  get(@Param('slug') slug: string, @Req() { principal }: FastifyRequest): Promise<Tool> {
    return this.tools.get(slug, principal);
  }

  @Route('changeTool')
  async change(
    @Param('slug') slug: string,
    @Body() body: ToolPatch,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Tool> {
    await this.editing.change(slug, body, principal);
    return this.tools.get(slug, principal);
  }

  @Route('deleteTool')
  delete(@Param('slug') slug: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    return this.editing.delete(slug, principal);
  }

  @Route('syncTool')
  sync(@Param('slug') slug: string, @CurrentPrincipal() principal: Principal): Promise<SyncResult> {
    return this.syncs.run(slug, principal);
  }

  @Route('makeToolWebhookToken')
  makeWebhookToken(@Param('slug') slug: string, @CurrentPrincipal() principal: Principal) {
    return this.tokens.make(slug, principal);
  }
}
