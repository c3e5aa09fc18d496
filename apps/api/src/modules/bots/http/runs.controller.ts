import { type Run, runHeaders, type RunStatus } from '@bothy/contracts';
import { Body, Controller, Headers, Param, Query } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { RunComparer } from '../application/runs/run-comparer.js';
import { RunDesk } from '../application/runs/run-desk.js';
import { RunListing } from '../application/runs/run-listing.js';
import { badIdempotencyKey } from '../bots.errors.js';
import { BotAccess } from './bot-access.js';

interface RunListQuery {
  limit: number;
  cursor?: string;
  status?: RunStatus;
  trigger?: Run['trigger']['kind'];
}

/** Starts runs, and tells of them. */
@Controller()
export class RunsController {
  constructor(
    private readonly desk: RunDesk,
    private readonly listing: RunListing,
    private readonly comparer: RunComparer,
    private readonly access: BotAccess,
  ) {}

  @Route('startRun')
  async start(
    @Param('slug') slug: string,
    @Body() body: { params: Run['params'] },
    @Query() { wait }: { wait?: number },
    @Headers(runHeaders.idempotencyKey) key: string | undefined,
    @Headers(runHeaders.parentRun) parentRunId: string | undefined,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Run> {
    this.access.requireBot(slug, principal);
    const run = await this.desk.start(slug, body.params, principal, {
      ...(key !== undefined && { idempotencyKey: checkedKey(key) }),
      ...(await this.#parent(parentRunId, principal)),
    });
    if (!wait) return run;
    const ended = await this.desk.ended(run, wait * 1000);
    // Five minutes are long enough to lose the right to read it.
    await this.access.requireStill(principal);
    return ended;
  }

  @Route('rerunRun')
  async rerun(
    @Param('id') id: string,
    @Body() body: { params: Run['params'] },
    @Headers(runHeaders.parentRun) parentRunId: string | undefined,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Run> {
    const run = await this.access.getRun(id, principal);
    return this.desk.again(run, body.params, principal, await this.#parent(parentRunId, principal));
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

  @Route('listAttempts')
  async attempts(@Param('id') id: string, @CurrentPrincipal() principal: Principal) {
    return this.listing.attemptsOf(await this.access.getRun(id, principal));
  }

  @Route('compareRuns')
  async compare(@Param('id') id: string, @Param('other') other: string, @CurrentPrincipal() principal: Principal) {
    const left = await this.access.getRun(id, principal);
    return this.comparer.compare(left, await this.access.getRun(other, principal));
  }

  /** A run that the caller may not see is no parent of theirs, whatever they say. */
  async #parent(id: string | undefined, principal: Principal): Promise<{ parentRunId?: string }> {
    const parent = id === undefined ? null : await this.access.findRun(id, principal);
    return parent ? { parentRunId: parent.id } : {};
  }
}

function checkedKey(key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badIdempotencyKey();
  return key;
}
