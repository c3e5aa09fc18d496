import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { AuditTrail } from '../../../audit/index.js';
import { botNotFound, noTerminal, runNotRunning, runnerAway } from '../../bots.errors.js';
import { RunnerLink } from '../../domain/runner-link.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';

/** What is done to a run while it goes on. Its state follows when the runner says that it is done. */
@Injectable()
export class RunControls {
  constructor(
    private readonly runs: RunRepository,
    private readonly bots: BotRepository,
    private readonly link: RunnerLink,
    private readonly audit: AuditTrail,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async pause({ id }: Run, principal: Principal): Promise<Run> {
    const row = await this.#running(id);
    await this.#note('paused', row, principal);
    this.link.pause({ runId: id, attempt: row.attempt });
    return this.runs.get(id);
  }

  async resume({ id }: Run, principal: Principal): Promise<Run> {
    const row = await this.#running(id);
    await this.#note('resumed', row, principal);
    this.link.resume({ runId: id, attempt: row.attempt });
    return this.runs.get(id);
  }

  async input({ id }: Run, text: string): Promise<void> {
    const row = await this.#withTerminal(id);
    this.link.input({ runId: id, attempt: row.attempt }, text);
  }

  async resize({ id }: Run, cols: number, rows: number): Promise<void> {
    const row = await this.#withTerminal(id);
    this.link.resize({ runId: id, attempt: row.attempt }, cols, rows);
  }

  /** @throws when there is no such bot. */
  async unfinishedOf(slug: string): Promise<Run[]> {
    const bot = await this.bots.find(slug);
    if (!bot) throw botNotFound(slug);
    return this.runs.unfinishedOf(bot.id);
  }

  async #running(id: string): Promise<RunRow> {
    // What is said now would be lost.
    if (!this.link.attached) throw runnerAway();
    const row = await this.runs.getRow(id);
    if (row.status !== 'running') throw runNotRunning();
    return row;
  }

  async #withTerminal(id: string): Promise<RunRow> {
    const row = await this.#running(id);
    const { pty } = await this.bots.definitionOf(row.botId, row.botVersion);
    if (pty === null) throw noTerminal();
    return row;
  }

  async #note(act: 'paused' | 'resumed', row: RunRow, { actor }: Principal): Promise<void> {
    const target = { kind: 'run', id: row.id, name: `${row.botSlug} #${row.number}` };
    await this.unitOfWork.run(() => this.audit.append({ actor, action: `run.${act}`, target, details: {} }));
  }
}
