import { type Bot, botFigures } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { BotEntity } from './bot.entity.js';
import { RunEntity } from './run.entity.js';

type Figures = z.infer<typeof botFigures>;

/** How many of the newest runs come with a bot. */
const lastRunCount = 20;
const spanMs = 30 * 24 * 60 * 60 * 1000;
/** Lists are asked for again at every change of a run; thirty days do not change so fast. */
const keptMs = 10_000;
const mostKept = 1000;

/** What a list tells of a bot's runs. */
@Injectable()
export class BotFigures {
  readonly #kept = new Map<string, { figures: Figures; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async lastRuns(botIds: readonly string[]): Promise<Map<string, Bot['lastRuns']>> {
    const byBot = new Map<string, Bot['lastRuns']>();
    if (botIds.length === 0) return byBot;
    const runs = await this.database.manager
      .createQueryBuilder(RunEntity, 'run')
      .innerJoin(BotEntity, 'bot', 'bot.id = run.bot_id')
      .where('run.bot_id IN (:...botIds)', { botIds })
      .andWhere('run.number >= bot.next_run_number - :lastRunCount', { lastRunCount })
      .orderBy('run.number', 'DESC')
      .getMany();
    for (const { botId, id, number, status, createdAt, startedAt, finishedAt } of runs) {
      const known = byBot.get(botId) ?? [];
      known.push({ id, number, status, createdAt, startedAt, finishedAt });
      byBot.set(botId, known);
    }
    return byBot;
  }

  async figures(botIds: readonly string[]): Promise<Map<string, Figures>> {
    const now = performance.now();
    const missing = botIds.filter((id) => (this.#kept.get(id)?.until ?? 0) < now);
    if (missing.length > 0) await this.#count(missing, now + keptMs);
    return new Map(botIds.map((id) => [id, this.#kept.get(id)?.figures ?? { successShare: null, medianMs: null }]));
  }

  async #count(botIds: readonly string[], until: number): Promise<void> {
    const since = new Date(this.clock.now().getTime() - spanMs).toISOString();
    const asked = { botIds, since };
    const rows = (await this.database.manager
      .createQueryBuilder(RunEntity, 'run')
      .select('run.bot_id', 'bot')
      .addSelect("SUM(CASE WHEN run.status = 'succeeded' THEN 1 ELSE 0 END)", 'good')
      .addSelect("SUM(CASE WHEN run.status IN ('failed', 'timed-out', 'lost') THEN 1 ELSE 0 END)", 'bad')
      .where('run.bot_id IN (:...botIds) AND run.finished_at >= :since', asked)
      .groupBy('run.bot_id')
      .getRawMany()) as { bot: string; good: string; bad: string }[];
    if (this.#kept.size > mostKept) this.#kept.clear();
    for (const id of botIds) this.#kept.set(id, { figures: { successShare: null, medianMs: null }, until });
    for (const { bot, good, bad } of rows) {
      const all = Number(good) + Number(bad);
      const figures = {
        successShare: all === 0 ? null : Number(good) / all,
        medianMs: Number(good) === 0 ? null : await this.#middle(bot, since, Number(good)),
      };
      this.#kept.set(bot, { figures, until });
    }
  }

  async #middle(botId: string, since: string, count: number): Promise<number | null> {
    const [row] = await this.database.manager
      .createQueryBuilder(RunEntity, 'run')
      .select('run.duration_ms', 'ms')
      .where("run.bot_id = :botId AND run.finished_at >= :since AND run.status = 'succeeded'", { botId, since })
      .orderBy('run.duration_ms')
      .offset(Math.floor((count - 1) / 2))
      .limit(1)
      .getRawMany<{ ms: number | null }>();
    return row?.ms ?? null;
  }
}
