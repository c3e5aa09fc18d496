import { type ActorRef, isFinal, type Run, type RunStatus } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { decodeCursor } from '../../../platform/paging/cursor.js';
import { cutPage } from '../../../platform/paging/page.js';
import { runNotFound } from '../bots.errors.js';
import { sourcesOf, unfinishedStatuses } from '../domain/run-state.js';
import { RunEntity } from './run.entity.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type NewRun = Pick<Run, 'botSlug' | 'number' | 'trigger' | 'params' | 'botVersion'> & { botId: string };

export interface RunListQuery {
  limit: number;
  cursor?: string;
  status?: RunStatus;
  /** Only runs of these bots; null for all. */
  slugs: readonly string[] | null;
}

@Injectable()
export class RunRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async find(id: string): Promise<Run | null> {
    if (!uuid.test(id)) return null;
    const row = await this.database.manager.findOneBy(RunEntity, { id });
    return row && presentRun(row);
  }

  async get(id: string): Promise<Run> {
    const run = await this.find(id);
    if (!run) throw runNotFound();
    return run;
  }

  /** A queued run, its first attempt. */
  async insert(run: NewRun): Promise<Run> {
    const row = {
      id: uuidv7(),
      botId: run.botId,
      botSlug: run.botSlug,
      number: run.number,
      status: 'queued' as const,
      attempt: 1,
      triggerKind: run.trigger.kind,
      actor: run.trigger.actor && JSON.stringify(run.trigger.actor),
      params: JSON.stringify(run.params),
      botVersion: run.botVersion,
      exitCode: null,
      signal: null,
      reason: null,
      cancelledBy: null,
      createdAt: this.clock.now().toISOString(),
      startedAt: null,
      finishedAt: null,
      lineCount: 0,
      byteCount: 0,
    };
    await this.database.manager.insert(RunEntity, row);
    return presentRun(row);
  }

  /** Compare-and-set: moves the run to `status` if it may go there from where it is. Null when it may not. */
  async advance(id: string, status: RunStatus, changes: Partial<RunEntity> = {}): Promise<Run | null> {
    const finishedAt = isFinal(status) ? { finishedAt: this.clock.now().toISOString() } : {};
    const result = await this.database.manager.update(
      RunEntity,
      { id, status: In(sourcesOf(status)) },
      { ...finishedAt, ...changes, status },
    );
    return result.affected === 1 ? this.find(id) : null;
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

  async unfinished(): Promise<Run[]> {
    const rows = await this.database.manager.find(RunEntity, {
      where: { status: In(unfinishedStatuses) },
      order: { id: 'ASC' },
    });
    return rows.map(presentRun);
  }

  hasUnfinished(botId: string): Promise<boolean> {
    return this.database.manager.existsBy(RunEntity, { botId, status: In(unfinishedStatuses) });
  }

  async idsOf(botId: string): Promise<string[]> {
    const rows = await this.database.manager.find(RunEntity, { where: { botId }, select: { id: true } });
    return rows.map((row) => row.id);
  }

  botIdOf(run: Run): Promise<string> {
    return this.database.manager.findOneByOrFail(RunEntity, { id: run.id }).then((row) => row.botId);
  }

  async page(query: RunListQuery) {
    const rows = await this.database.manager.find(RunEntity, {
      where: {
        ...(query.cursor && { id: LessThan(decodeCursor(query.cursor, uuid)) }),
        ...(query.status && { status: query.status }),
        ...(query.slugs && { botSlug: In([...query.slugs]) }),
      },
      order: { id: 'DESC' },
      take: query.limit + 1,
    });
    return cutPage(rows, query.limit, (row) => row.id, presentRun);
  }
}

const parseActor = (json: string | null): ActorRef | null => (json === null ? null : (JSON.parse(json) as ActorRef));

function presentRun(row: RunEntity): Run {
  return {
    id: row.id,
    botSlug: row.botSlug,
    number: row.number,
    status: row.status,
    trigger: { kind: row.triggerKind, actor: parseActor(row.actor) },
    params: JSON.parse(row.params) as Run['params'],
    attempt: row.attempt,
    exitCode: row.exitCode,
    signal: row.signal,
    reason: row.reason,
    cancelledBy: parseActor(row.cancelledBy),
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    lineCount: row.lineCount,
    byteCount: row.byteCount,
    botVersion: row.botVersion,
  };
}
