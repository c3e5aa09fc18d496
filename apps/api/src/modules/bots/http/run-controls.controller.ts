import { isFinal, type Run } from '@bothy/contracts';
import { Body, Controller, Param } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { RunApprovals } from '../application/runs/run-approvals.js';
import { RunCanceller } from '../application/runs/run-canceller.js';
import { RunControls } from '../application/runs/run-controls.js';
import { BotAccess } from './bot-access.js';

/** What is done to runs that are there. */
@Controller()
export class RunControlsController {
  constructor(
    private readonly canceller: RunCanceller,
    private readonly approvals: RunApprovals,
    private readonly controls: RunControls,
    private readonly access: BotAccess,
  ) {}

  @Route('cancelRun')
  async cancel(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Run> {
    return this.canceller.cancel(await this.access.getRun(id, principal), principal);
  }

  @Route('cancelRuns')
  async cancelAll(@Body() { ids, bot }: { ids?: string[]; bot?: string }, @CurrentPrincipal() principal: Principal) {
    const runs = bot === undefined ? await this.#named(ids ?? [], principal) : await this.#ofBot(bot, principal);
    return { cancelled: await this.canceller.cancelAll(runs, principal) };
  }

  @Route('approveRun')
  async approve(
    @Param('id') id: string,
    @Body() { reason }: { reason: string },
    @CurrentPrincipal() principal: Principal,
  ): Promise<Run> {
    return this.approvals.approve(await this.access.getRun(id, principal), principal, reason);
  }

  @Route('rejectRun')
  async reject(
    @Param('id') id: string,
    @Body() { reason }: { reason: string },
    @CurrentPrincipal() principal: Principal,
  ): Promise<Run> {
    return this.approvals.reject(await this.access.getRun(id, principal), principal, reason);
  }

  @Route('pauseRun')
  async pause(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Run> {
    return this.controls.pause(await this.access.getRun(id, principal), principal);
  }

  @Route('resumeRun')
  async resume(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<Run> {
    return this.controls.resume(await this.access.getRun(id, principal), principal);
  }

  @Route('inputRun')
  async input(
    @Param('id') id: string,
    @Body() { text }: { text: string },
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.controls.input(await this.access.getRun(id, principal), text);
  }

  @Route('resizeRun')
  async resize(
    @Param('id') id: string,
    @Body() { cols, rows }: { cols: number; rows: number },
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.controls.resize(await this.access.getRun(id, principal), cols, rows);
  }

  async #named(ids: readonly string[], principal: Principal): Promise<Run[]> {
    const runs: Run[] = [];
    for (const id of new Set(ids)) runs.push(await this.access.getRun(id, principal));
    return runs.filter((run) => !isFinal(run.status));
  }

  async #ofBot(slug: string, principal: Principal): Promise<Run[]> {
    this.access.requireBot(slug, principal);
    return this.controls.unfinishedOf(slug);
  }
}
