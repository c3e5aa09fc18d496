import type { ActorRef, Bot, BotVersion } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { decodeCursor } from '../../../platform/paging/cursor.js';
import { cutPage } from '../../../platform/paging/page.js';
import { BotEntity } from './bot.entity.js';
import { BotVersionEntity } from './bot-version.entity.js';
import { RunEntity } from './run.entity.js';

/** What a version of a bot holds. */
export type BotDefinition = BotVersion['definition'];

/** How many of the newest runs come with a bot. */
const lastRunCount = 20;

@Injectable()
export class BotRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  find(slug: string): Promise<BotEntity | null> {
    return this.database.manager.findOneBy(BotEntity, { slug });
  }

  async definitionOf(botId: string, version: number): Promise<BotDefinition> {
    const row = await this.database.manager.findOneByOrFail(BotVersionEntity, { botId, version });
    return JSON.parse(row.definition) as BotDefinition;
  }

  async insert(slug: string, definition: BotDefinition, by: ActorRef): Promise<BotEntity> {
    const now = this.clock.now().toISOString();
    const bot = {
      id: uuidv7(),
      slug,
      ...columnsOf(definition),
      version: 1,
      nextRunNumber: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.database.manager.insert(BotEntity, bot);
    await this.#insertVersion(bot, by);
    return bot;
  }

  /** Makes the definition the bot's next version. */
  async update(before: BotEntity, definition: BotDefinition, by: ActorRef): Promise<BotEntity> {
    const updatedAt = this.clock.now().toISOString();
    const changes = { ...columnsOf(definition), version: before.version + 1, updatedAt };
    await this.database.manager.update(BotEntity, { id: before.id }, changes);
    const bot = { ...before, ...changes };
    await this.#insertVersion(bot, by);
    return bot;
  }

  async delete(bot: BotEntity): Promise<void> {
    await this.database.manager.delete(BotEntity, { id: bot.id });
  }

  /** Takes the next number; the row stays locked until the unit of work ends, so numbers have no gap and no twin. */
  async takeRunNumber(botId: string): Promise<number> {
    await this.database.manager.increment(BotEntity, { id: botId }, 'nextRunNumber', 1);
    const { nextRunNumber } = await this.database.manager.findOneByOrFail(BotEntity, { id: botId });
    return nextRunNumber - 1;
  }

  async page(query: { limit: number; cursor?: string; search?: string; slugs: readonly string[] | null }) {
    const bots = this.database.manager
      .createQueryBuilder(BotEntity, 'bot')
      .orderBy('bot.slug')
      .take(query.limit + 1);
    if (query.cursor) bots.andWhere('bot.slug > :after', { after: decodeCursor(query.cursor, /^[a-z0-9-]{1,64}$/) });
    if (query.slugs) bots.andWhere('bot.slug IN (:...slugs)', { slugs: query.slugs });
    if (query.search) {
      // LIKE's own signs are escaped: who searches for "50%" means it.
      const like = `%${query.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      bots.andWhere("(LOWER(bot.slug) LIKE :like ESCAPE '\\' OR LOWER(bot.definition) LIKE :like ESCAPE '\\')", {
        like,
      });
    }
    const rows = await bots.getMany();
    const lastRuns = await this.#lastRuns(rows.map((bot) => bot.id));
    return cutPage(
      rows,
      query.limit,
      (bot) => bot.slug,
      (bot) => presentBot(bot, lastRuns.get(bot.id) ?? []),
    );
  }

  async present(bot: BotEntity): Promise<Bot> {
    return presentBot(bot, (await this.#lastRuns([bot.id])).get(bot.id) ?? []);
  }

  async versions(botId: string, query: { limit: number; cursor?: string }) {
    const rows = await this.database.manager.find(BotVersionEntity, {
      where: { botId, ...(query.cursor && { version: LessThan(Number(decodeCursor(query.cursor, /^\d{1,9}$/))) }) },
      order: { version: 'DESC' },
      take: query.limit + 1,
    });
    return cutPage(rows, query.limit, (row) => String(row.version), presentVersion);
  }

  async #insertVersion(bot: BotEntity, by: ActorRef): Promise<void> {
    const { id: botId, version, definition, updatedAt: createdAt } = bot;
    const createdBy = JSON.stringify(by);
    await this.database.manager.insert(BotVersionEntity, { botId, version, definition, createdAt, createdBy });
  }

  async #lastRuns(botIds: string[]): Promise<Map<string, RunEntity[]>> {
    const byBot = new Map<string, RunEntity[]>();
    if (botIds.length === 0) return byBot;
    const runs = await this.database.manager
      .createQueryBuilder(RunEntity, 'run')
      .innerJoin(BotEntity, 'bot', 'bot.id = run.bot_id')
      .where('run.bot_id IN (:...botIds)', { botIds })
      .andWhere('run.number >= bot.next_run_number - :lastRunCount', { lastRunCount })
      .orderBy('run.number', 'DESC')
      .getMany();
    for (const run of runs) byBot.set(run.botId, [...(byBot.get(run.botId) ?? []), run]);
    return byBot;
  }
}

const columnsOf = (definition: BotDefinition) => ({
  name: definition.name,
  enabled: definition.enabled,
  definition: JSON.stringify(definition),
});

export const definitionOf = (bot: BotEntity): BotDefinition => JSON.parse(bot.definition) as BotDefinition;

function presentBot(bot: BotEntity, lastRuns: RunEntity[]): Bot {
  const { id, slug, version, createdAt, updatedAt } = bot;
  const definition = definitionOf(bot);
  return {
    id,
    slug,
    ...definition,
    version,
    createdAt,
    updatedAt,
    lastRuns: lastRuns.map(({ id, number, status, createdAt, startedAt, finishedAt }) => ({
      id,
      number,
      status,
      createdAt,
      startedAt,
      finishedAt,
    })),
  };
}

const presentVersion = (row: BotVersionEntity): BotVersion => ({
  version: row.version,
  createdAt: row.createdAt,
  createdBy: JSON.parse(row.createdBy) as ActorRef,
  definition: JSON.parse(row.definition) as BotDefinition,
});
