import { finalStatuses } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, LessThan, LessThanOrEqual, type FindOptionsWhere } from 'typeorm';
import { Database } from '../../../../platform/database/database.js';
import { BotEntity } from '../bot.entity.js';
import { RunEntity } from '../run.entity.js';
import { RunArtifactEntity } from './run-artifact.entity.js';
import { RunAttemptEntity } from '../run-attempt.entity.js';

const isFinished = { status: In([...finalStatuses]) };
/** So many runs are weighed at once. */
const weighedAtOnce = 500;

export interface RemovedRun {
  readonly id: string;
  readonly botId: string;
  readonly botSlug: string;
  readonly number: number;
}

/** Which finished runs there are to be removed. One that is not finished is never among them. */
@Injectable()
export class KeptRuns {
  constructor(private readonly database: Database) {}

  /** Deletes the rows of those among the runs that are finished. @returns what was deleted. */
  async delete(ids: readonly string[]): Promise<RemovedRun[]> {
    const { manager } = this.database;
    const where = { id: In([...ids]), ...isFinished };
    const rows = await manager.find(RunEntity, {
      where,
      select: { id: true, botId: true, botSlug: true, number: true },
      order: { id: 'ASC' },
      // Two servers may be at it: the second waits, and finds them gone.
      ...(this.database.kind === 'postgres' && { lock: { mode: 'pessimistic_write' as const } }),
    });
    const removed = rows.map(({ id }) => id);
    if (removed.length > 0) await manager.delete(RunEntity, { ...where, id: In(removed) });
    return rows;
  }

  /** Ids of finished runs of a bot that ended before the instant, the oldest first. */
  endedBefore(botId: string, instant: string, limit: number): Promise<string[]> {
    return this.#ids({ botId, ...isFinished, finishedAt: LessThan(instant) }, limit);
  }

  /** Ids of the finished runs among these that ended before the instant. */
  endedAmong(ids: readonly string[], slugs: readonly string[] | null, instant: string): Promise<string[]> {
    const ofBots = slugs && { botSlug: In([...slugs]) };
    return this.#ids({ id: In([...ids]), ...isFinished, ...ofBots, finishedAt: LessThan(instant) }, ids.length);
  }

  /** Ids of finished runs of a bot up to that number. */
  upTo(botId: string, number: number, limit: number): Promise<string[]> {
    return this.#ids({ botId, ...isFinished, number: LessThanOrEqual(number) }, limit);
  }

  /** Number of the newest finished run behind the `kept` newest ones; null when there are not so many. */
  async numberBehind(botId: string, kept: number): Promise<number | null> {
    const [row] = await this.database.manager.find(RunEntity, {
      where: { botId, ...isFinished },
      order: { number: 'DESC' },
      select: { id: true, number: true },
      skip: kept,
      take: 1,
    });
    return row?.number ?? null;
  }

  /**
   * Number of the newest finished run that, together with those that are newer, takes more than `bytes`; null when
   * none does. The newest of all is kept however large it is: a bot that prints much still has a last run.
   */
  async numberBeyond(botId: string, bytes: number): Promise<number | null> {
    let total = 0;
    let isNewest = true;
    for (let below = Number.MAX_SAFE_INTEGER; ;) {
      const rows = await this.#weights(botId, below);
      for (const { number, weight } of rows) {
        total += weight;
        if (total > bytes && !isNewest) return number;
        isNewest = false;
        below = number;
      }
      if (rows.length < weighedAtOnce) return null;
    }
  }

  /** All bots, a page at a time, in the order of their ids. */
  async bots(after: string, limit: number): Promise<Pick<BotEntity, 'id' | 'slug' | 'definition'>[]> {
    return this.database.manager
      .createQueryBuilder(BotEntity, 'bot')
      .select(['bot.id', 'bot.slug', 'bot.definition'])
      .where('bot.id > :after', { after })
      .orderBy('bot.id')
      .take(limit)
      .getMany();
  }

  /** Those among the ids that are of a run (or a bot) that is there. */
  async present(kind: 'runs' | 'bots', ids: readonly string[]): Promise<Set<string>> {
    const entity = kind === 'runs' ? RunEntity : BotEntity;
    const rows = await this.database.manager.find<RunEntity | BotEntity>(entity, {
      where: { id: In([...ids]) },
      select: { id: true },
    });
    return new Set(rows.map(({ id }) => id));
  }

  async #ids(where: FindOptionsWhere<RunEntity>, limit: number): Promise<string[]> {
    const order = { id: 'ASC' } as const;
    const rows = await this.database.manager.find(RunEntity, { where, order, select: { id: true }, take: limit });
    return rows.map(({ id }) => id);
  }

  /** Logs of all attempts (the last one's is in the run's row), and artifacts. */
  async #weights(botId: string, below: number): Promise<{ number: number; weight: number }[]> {
    const sumOf = (entity: typeof RunArtifactEntity | typeof RunAttemptEntity, column: string, which = 'TRUE') => {
      const rows = this.database.manager.createQueryBuilder().subQuery().from(entity, 'part');
      const select = rows.select(`COALESCE(SUM(part.${column}), 0)`);
      return select.where(`part.run_id = run.id AND ${which}`).getQuery();
    };
    const rows = await this.database.manager
      .createQueryBuilder(RunEntity, 'run')
      .select('run.number', 'number')
      .addSelect('run.byte_count', 'bytes')
      .addSelect(sumOf(RunAttemptEntity, 'byte_count', 'part.attempt < run.attempt'), 'earlier')
      .addSelect(sumOf(RunArtifactEntity, 'size_bytes'), 'artifacts')
      .where('run.bot_id = :botId AND run.number < :below AND run.status IN (:...statuses)', {
        botId,
        below: Math.min(below, 2 ** 31 - 1),
        statuses: [...finalStatuses],
      })
      .orderBy('run.number', 'DESC')
      .limit(weighedAtOnce)
      .getRawMany<Record<'number' | 'bytes' | 'earlier' | 'artifacts', number | string>>();
    return rows.map(({ number, bytes, earlier, artifacts }) => ({
      number: Number(number),
      // Sums come as text from PostgreSQL, for they may be larger than what was summed.
      weight: Number(bytes) + Number(earlier) + Number(artifacts),
    }));
  }
}
