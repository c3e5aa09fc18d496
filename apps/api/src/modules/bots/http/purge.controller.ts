import { Body, Controller } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { type PurgeOrder, RunPurge } from '../application/retention/run-purge.js';
import { BotAccess } from './bot-access.js';

@Controller()
export class PurgeController {
  constructor(
    private readonly runs: RunPurge,
    private readonly access: BotAccess,
  ) {}

  @Route('purgeRuns')
  async purge(@Body() body: PurgeOrder, @CurrentPrincipal() principal: Principal): Promise<{ purged: number }> {
    if (body.bot !== undefined) this.access.requireBot(body.bot, principal);
    return { purged: await this.runs.purge(body, principal) };
  }
}
