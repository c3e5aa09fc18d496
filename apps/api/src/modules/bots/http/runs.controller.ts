import type { Run, RunStatus } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { RunCanceller } from '../application/runs/run-canceller.js';
import { RunDesk } from '../application/runs/run-desk.js';
import { RunListing } from '../application/runs/run-listing.js';
import { BotAccess } from './bot-access.js';

interface RunListQuery {
  limit: number;
  cursor?: string;
  status?: RunStatus;
}

@Controller()
export class RunsController {
  constructor(
    private readonly desk: RunDesk,
    private readonly canceller: RunCanceller,
    private readonly listing: RunListing,
    private readonly access: BotAccess,
  ) {}

  @Route('startRun')
  async start(
    @Param('slug') slug: string,
    @Body() body: { params: Run['params'] },
    @Query() { wait }: { wait?: number },
    @CurrentPrincipal() principal: Principal,
  ): Promise<Run> {
    this.access.requireBot(slug, principal);
    const run = await this.desk.start(slug, body.params, principal);
    if (!wait) return run;
    const ended = await this.desk.ended(run, wait * 1000);
    // Five minutes are long enough to lose the right to read it.
    await this.access.requireStill(principal);
    return ended;
  }

  @Route('listBotRuns')
  ofBot(@Param('slug') slug: string, @Query() query: RunListQuery, @CurrentPrincipal() principal: Principal) {
    this.access.requireBot(slug, principal);
    return this.listing.ofBot(slug, query);
  }

  @Route('listRuns')
  list(@Query() query: RunListQuery, @CurrentPrincipal() principal: Principal) {
    return this.listing.page({ ...query, slugs: principal.botScopes });
  }

  @Route('getRun')
  async get(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Run> {
    return this.listing.withLiveCount(await this.access.getRun(id, principal));
  }

  @Route('cancelRun')
  async cancel(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Run> {
    return this.canceller.cancel(await this.access.getRun(id, principal), principal);
  }
}
