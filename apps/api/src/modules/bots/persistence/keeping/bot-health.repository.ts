import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { Clock } from '../../../../platform/clock/clock.js';
import { Database } from '../../../../platform/database/database.js';
import { RunEntity } from '../run.entity.js';
import { BotHealthEntity } from './bot-health.entity.js';

export type Health = 'good' | 'bad';

const bad = ['failed', 'timed-out', 'lost'] as const;

/** Keeps how bots are doing: each change is seen by exactly one of those who report it at the same moment. */
@Injectable()
export class BotHealthRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * In the unit of work of the run's end.
   *
   * @returns what was before, when that was something else; null when nothing has changed.
   */
  async turn(botId: string, to: Health, runId: string): Promise<Health | 'unknown' | null> {
    const { manager } = this.database;
    const known = await manager.findOneBy(BotHealthEntity, { botId });
    // Most runs go as the one before did.
    if (known?.state === to) return null;
    if (!known) await this.#begin(botId, runId);
    const changes = { state: to, runId, changedAt: this.clock.now().toISOString() };
    for (const from of [to === 'good' ? 'bad' : 'good', 'unknown'] as const) {
      // Compare-and-set: of two runs that end at once, one finds it changed already.
      const { affected } = await manager.update(BotHealthEntity, { botId, state: from }, changes);
      if (affected === 1) return from;
    }
    return null;
  }

  /** Its first row; a bot that ran before there were such rows begins with how its last run went. */
  async #begin(botId: string, runId: string): Promise<void> {
    const { manager } = this.database;
    const last = await manager.findOne(RunEntity, {
      where: { botId, id: Not(runId), status: In(['succeeded', ...bad]) },
      order: { finishedAt: 'DESC' },
      select: { id: true, status: true },
    });
    const state = last === null ? 'unknown' : last.status === 'succeeded' ? 'good' : 'bad';
    const row = { botId, state, runId: last?.id ?? null, changedAt: this.clock.now().toISOString() } as const;
    const insert = manager.createQueryBuilder().insert().into(BotHealthEntity).values(row);
    await insert.orIgnore().updateEntity(false).execute();
  }
}
