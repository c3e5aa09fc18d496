import type { Schedule } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../../../platform/database/database.js';
import { BotScheduleEntity } from './bot-schedule.entity.js';

/** A schedule that is kept, with the bot it belongs to. */
export interface KeptSchedule extends Omit<Schedule, 'enabled'> {
  readonly id: string;
  readonly botId: string;
  readonly nextAt: string | null;
  readonly firedAt: string | null;
  readonly problem: string | null;
}

export type NewSchedule = Omit<KeptSchedule, 'id' | 'botId'> & { readonly id: string | null };

export interface UpcomingTime {
  readonly at: string;
  readonly botSlug: string;
  readonly cron: string;
  readonly timeZone: string;
}

/** All SQL of schedules. */
@Injectable()
export class BotSchedules {
  constructor(private readonly database: Database) {}

  async ofBot(botId: string): Promise<KeptSchedule[]> {
    const rows = await this.database.manager.find(BotScheduleEntity, { where: { botId }, order: { position: 'ASC' } });
    return rows.map(present);
  }

  /** Puts these in the place of all that the bot had; those with an id stay the ones they are. */
  async replace(botId: string, schedules: readonly NewSchedule[]): Promise<void> {
    await this.database.manager.delete(BotScheduleEntity, { botId });
    const rows = schedules.map(({ id, params, ...rest }, position) => ({
      ...rest,
      id: id ?? uuidv7(),
      botId,
      position,
      params: JSON.stringify(params),
    }));
    if (rows.length > 0) await this.database.manager.insert(BotScheduleEntity, rows);
  }

  /** The earliest of each bot, by its id; bots without one are left out. */
  async nextOf(botIds: readonly string[]): Promise<Map<string, string>> {
    if (botIds.length === 0) return new Map();
    const rows = await this.database.manager
      .createQueryBuilder(BotScheduleEntity, 'schedule')
      .select('schedule.botId', 'botId')
      .addSelect('MIN(schedule.nextAt)', 'nextAt')
      .where({ botId: In([...botIds]), nextAt: Not(IsNull()) })
      .groupBy('schedule.botId')
      .getRawMany<{ botId: string; nextAt: string }>();
    return new Map(rows.map(({ botId, nextAt }) => [botId, nextAt]));
  }

  /** Those that are due, the earliest first. */
  async due(now: string, limit: number): Promise<KeptSchedule[]> {
    const rows = await this.database.manager.find(BotScheduleEntity, {
      where: { nextAt: LessThanOrEqual(now) },
      order: { nextAt: 'ASC', id: 'ASC' },
      take: limit,
    });
    return rows.map(present);
  }

  /** When the next one is due; null where none is. */
  async earliest(): Promise<string | null> {
    const row = await this.database.manager.findOne(BotScheduleEntity, {
      where: { nextAt: Not(IsNull()) },
      order: { nextAt: 'ASC' },
      select: { id: true, nextAt: true },
    });
    return row?.nextAt ?? null;
  }

  /**
   * Compare-and-set: of several servers that see the same time, one gets true.
   *
   * @param firedAt the last time that it is fired for; null where it is not.
   */
  async advance(
    { id, nextAt }: Pick<KeptSchedule, 'id' | 'nextAt'>,
    to: { nextAt: string | null; firedAt: string | null; problem: string | null },
  ): Promise<boolean> {
    if (nextAt === null) return false;
    const { firedAt, ...changes } = to;
    const set = firedAt === null ? changes : { ...changes, firedAt };
    const { affected } = await this.database.manager.update(BotScheduleEntity, { id, nextAt }, set);
    return affected === 1;
  }

  /** @param slugs only of these bots; null for all. */
  async upcoming(slugs: readonly string[] | null, limit: number): Promise<UpcomingTime[]> {
    const rows = await this.database.manager.find(BotScheduleEntity, {
      where: { nextAt: Not(IsNull()), ...(slugs && { bot: { slug: In([...slugs]) } }) },
      relations: { bot: true },
      order: { nextAt: 'ASC', id: 'ASC' },
      take: limit,
    });
    return rows.flatMap(({ bot, nextAt, cron, timeZone }) =>
      bot && nextAt !== null ? [{ at: nextAt, botSlug: bot.slug, cron, timeZone }] : [],
    );
  }
}

const present = (row: BotScheduleEntity): KeptSchedule => ({
  id: row.id,
  botId: row.botId,
  cron: row.cron,
  timeZone: row.timeZone,
  missed: row.missed,
  params: JSON.parse(row.params) as KeptSchedule['params'],
  nextAt: row.nextAt,
  firedAt: row.firedAt,
  problem: row.problem,
});
