import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { LogPages, type LogPageQuery } from '../application/logs/log-pages.js';
import { BotAccess } from './bot-access.js';
import { LogText, prefersText } from './log-text.js';
import { RunEvents } from './run-events.js';

interface LogQuery extends LogPageQuery {
  follow?: '0' | '1';
}

@Controller()
export class RunLogController {
  constructor(
    private readonly access: BotAccess,
    private readonly pages: LogPages,
    private readonly text: LogText,
    private readonly runEvents: RunEvents,
  ) {}

  @Route('runLog')
  async log(
    @Param('id') id: string,
    @Query() query: LogQuery,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const run = await this.access.getRun(id, principal);
    reply.header('vary', 'accept');
    if (prefersText(request.headers.accept)) {
      const { attempt, follow } = query;
      return this.text.send({ run, attempt, follow: follow === '1', principal, request, reply });
    }
    const page = await this.pages.page(run, query, () => !reply.raw.destroyed);
    if (!reply.raw.destroyed) await reply.send(page);
  }

  @Route('runEvents')
  async events(
    @Param('id') id: string,
    @Query() { after }: { after?: string },
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const run = await this.access.getRun(id, principal);
    await this.runEvents.send(run, request.headers['last-event-id'] ?? after, principal, reply);
  }
}
