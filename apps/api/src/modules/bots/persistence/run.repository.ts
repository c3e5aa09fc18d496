import { type ActorRef, isFinal, type Run, type RunStatus } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { runNotFound } from '../bots.errors.js';
import { sourcesOf, unfinishedStatuses } from '../domain/run-state.js';
import { RunEntity } from './run.entity.js';
import { presentRun } from './run-row.js';

const readyAtOnce = 200;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type NewRun = Pick<
  RunEntity,
  | 'id'
  | 'botId'
  | 'botSlug'
  | 'number'
  | 'status'
  | 'maxAttempts'
  | 'requestedBy'
  | 'botVersion'
  | 'rerunOf'
  | 'parentRunId'
  | 'depth'
  | 'places'
  | 'placeLimit'
  | 'secretParams'
> &
  Pick<Run, 'trigger' | 'params' | 'reason'>;

/** What a unit of work must know of a run besides what is shown of it. */
export type RunRow = Readonly<RunEntity>;

@Injectable()
export class RunRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async find(id: string): Promise<Run | null> {
    const row = await this.findRow(id);
    return row && presentRun(row);
  }

  async get(id: string): Promise<Run> {
    const run = await this.find(id);
    if (!run) throw runNotFound();
    return run;
  }

  async findRow(id: string): Promise<RunRow | null> {
    return uuid.test(id) ? this.database.manager.findOneBy(RunEntity, { id }) : null;
  }

  /**
   * The row as it is when nobody else can change it any more, until the unit of work ends. The lock of its places comes
   * before it.
   */
  async lockRow(id: string): Promise<RunRow> {
    if (this.database.kind === 'sqlite') return this.getRow(id);
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await this.database.manager.findOne(RunEntity, { where: { id }, lock });
    if (!row) throw runNotFound();
    return row;
  }

  /** Hands a queued attempt to a runner, unless it was cancelled or taken by another. */
  async start({ id, attempt }: RunRow, runnerId: string): Promise<RunRow | null> {
    const result = await this.database.manager.update(
      RunEntity,
      { id, attempt, status: 'queued', cancelledBy: IsNull() },
      { status: 'starting', retryAt: null, reason: null, runnerId },
    );
    return result.affected === 1 ? this.getRow(id) : null;
  }

  async getRow(id: string): Promise<RunRow> {
    const row = await this.findRow(id);
    if (!row) throw runNotFound();
    return row;
  }

  /** Its first attempt. */
  async insert({ trigger, params, ...run }: NewRun): Promise<RunEntity> {
    const row: RunEntity = {
      ...run,
      attempt: 1,
      retryAt: null,
      triggerKind: trigger.kind,
      triggerDetail: trigger.detail,
      actor: trigger.actor && JSON.stringify(trigger.actor),
      params: JSON.stringify(params),
      exitCode: null,
      signal: null,
      paused: false,
      cancelledBy: null,
      approvedBy: null,
      createdAt: this.clock.now().toISOString(),
      startedAt: null,
      finishedAt: null,
      durationMs: null,
      lineCount: 0,
      byteCount: 0,
      artifactCount: 0,
      place: null,
      runnerId: null,
    };
    await this.database.manager.insert(RunEntity, row);
    return row;
  }

  /**
   * Compare-and-set: moves the run to `status` if it may go there from where it is. Null when it may not. A run that
   * ends gives its place back and forgets its secret parameters.
   */
  async advance(id: string, status: RunStatus, changes: Partial<RunEntity> = {}): Promise<RunRow | null> {
    const ending = isFinal(status)
      ? { finishedAt: this.clock.now().toISOString(), retryAt: null, paused: false, place: null, secretParams: null }
      : {};
    const result = await this.database.manager.update(
      RunEntity,
      { id, status: In(sourcesOf(status)) },
      { ...ending, ...changes, status },
    );
    return result.affected === 1 ? this.getRow(id) : null;
  }

  /** Changes what is no state of its own. Null when the run has another state than `status` by now. */
  async change(id: string, status: RunStatus, changes: Partial<RunEntity>): Promise<RunRow | null> {
    const result = await this.database.manager.update(RunEntity, { id, status }, changes);
    return result.affected === 1 ? this.getRow(id) : null;
  }

  /** The first to cancel is the one who is named. */
  async markCancelled(id: string, by: ActorRef): Promise<void> {
    await this.database.manager
      .createQueryBuilder()
      .update(RunEntity)
      .set({ cancelledBy: JSON.stringify(by) })
      .where('id = :id AND cancelled_by IS NULL', { id })
      .execute();
  }

  /** Those that wait for nothing but a runner, the oldest first; some of them. */
  ready(): Promise<RunRow[]> {
    const due = [{ retryAt: IsNull() }, { retryAt: LessThanOrEqual(this.clock.now().toISOString()) }];
    const placed = [{ places: IsNull() }, { place: Not(IsNull()) }];
    return this.database.manager.find(RunEntity, {
      where: due.flatMap((when) => placed.map((where) => ({ status: 'queued' as const, ...when, ...where }))),
      order: { id: 'ASC' },
      take: readyAtOnce,
    });
  }

  /** Those that were handed to this runner, the oldest first. */
  handedTo(runnerId: string): Promise<RunRow[]> {
    const where = { runnerId, status: In(['starting', 'running']) };
    return this.database.manager.find(RunEntity, { where, order: { id: 'ASC' } });
  }

  /** The newest first: whoever ends them all wants none of them to begin meanwhile. */
  async unfinishedOf(botId: string): Promise<Run[]> {
    const where = { botId, status: In(unfinishedStatuses) };
    return (await this.database.manager.find(RunEntity, { where, order: { id: 'DESC' } })).map(presentRun);
  }

  hasUnfinished(botId: string): Promise<boolean> {
    return this.database.manager.existsBy(RunEntity, { botId, status: In(unfinishedStatuses) });
  }

  countUnderWay(): Promise<number> {
    return this.database.manager.countBy(RunEntity, { status: In(['starting', 'running']) });
  }

  async idsOf(botId: string): Promise<string[]> {
    const rows = await this.database.manager.find(RunEntity, { where: { botId }, select: { id: true } });
    return rows.map((row) => row.id);
  }
}
