import { type ActorRef, type BotDefinition, botDefinition } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { botExists } from '../bots.errors.js';
import { BotEntity } from './bot.entity.js';
import { BotVersionEntity } from './bot-version.entity.js';
import { searchTextOf, tagsTextOf } from './bot-search.js';

const mostKept = 500;
/** Keeps others from changing the row, and not from writing rows that refer to it. */
const noKeyUpdate = { mode: 'for_no_key_update' } as const;

@Injectable()
export class BotRepository {
  readonly #versions = new Map<string, BotDefinition>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  find(slug: string): Promise<BotEntity | null> {
    return this.database.manager.findOneBy(BotEntity, { slug });
  }

  findById(id: string): Promise<BotEntity | null> {
    return this.database.manager.findOneBy(BotEntity, { id });
  }

  /** With its row locked until the unit of work ends: runs of a bot are made one after another. */
  async findLocked(slug: string): Promise<BotEntity | null> {
    if (this.database.kind === 'sqlite') return this.find(slug);
    return this.database.manager.findOne(BotEntity, { where: { slug }, lock: noKeyUpdate });
  }

  /** The same by its id. Lock a bot before any row that belongs to it: whoever deletes it does so in that order. */
  async findLockedById(id: string): Promise<BotEntity | null> {
    if (this.database.kind === 'sqlite') return this.findById(id);
    return this.database.manager.findOne(BotEntity, { where: { id }, lock: noKeyUpdate });
  }

  /** A version never changes, and each start of a run asks for it several times. */
  async definitionOf(botId: string, version: number): Promise<BotDefinition> {
    const name = `${botId}.${version}`;
    const kept = this.#versions.get(name);
    if (kept) return kept;
    const row = await this.database.manager.findOneByOrFail(BotVersionEntity, { botId, version });
    const definition = readDefinition(row.definition);
    // Within a unit of work it may be one that is never committed.
    if (this.database.isInUnitOfWork) return definition;
    if (this.#versions.size >= mostKept) this.#versions.delete(this.#versions.keys().next().value!);
    this.#versions.set(name, definition);
    return definition;
  }

  async insert(slug: string, definition: BotDefinition, by: ActorRef): Promise<BotEntity> {
    const now = this.clock.now().toISOString();
    const bot = {
      id: uuidv7(),
      slug,
      ...columnsOf(slug, definition),
      version: 1,
      nextRunNumber: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.database.insertUnique(BotEntity, bot, () => botExists(slug));
    await this.#insertVersion(bot, by);
    return bot;
  }

  /** Makes the definition the bot's next version. */
  async update(before: BotEntity, definition: BotDefinition, by: ActorRef): Promise<BotEntity> {
    const updatedAt = this.clock.now().toISOString();
    const changes = { ...columnsOf(before.slug, definition), version: before.version + 1, updatedAt };
    await this.database.manager.update(BotEntity, { id: before.id }, changes);
    const bot = { ...before, ...changes };
    await this.#insertVersion(bot, by);
    return bot;
  }

  async delete(bot: BotEntity): Promise<void> {
    await this.database.manager.delete(BotEntity, { id: bot.id });
  }

  /** Takes the next number of a bot that was found locked, so that numbers have no gap and no twin. */
  async takeRunNumber({ id, nextRunNumber }: BotEntity): Promise<number> {
    await this.database.manager.update(BotEntity, { id }, { nextRunNumber: nextRunNumber + 1 });
    return nextRunNumber;
  }

  async #insertVersion(bot: BotEntity, by: ActorRef): Promise<void> {
    const { id: botId, version, definition, updatedAt: createdAt } = bot;
    const createdBy = JSON.stringify(by);
    await this.database.manager.insert(BotVersionEntity, { botId, version, definition, createdAt, createdBy });
  }
}

const columnsOf = (slug: string, definition: BotDefinition) => ({
  name: definition.name,
  enabled: definition.enabled,
  searchText: searchTextOf(slug, definition),
  tags: tagsTextOf(definition.tags),
  definition: JSON.stringify(definition),
});

export const definitionOf = (bot: BotEntity): BotDefinition => readDefinition(bot.definition);

/** What a definition that was kept by an older version does not say. */
const saidNothing: Omit<
  BotDefinition,
  'name' | 'description' | 'tags' | 'enabled' | 'command' | 'env' | 'timeoutSeconds'
> = {
  secrets: [],
  params: { type: 'object', properties: {}, required: [] },
  pty: null,
  concurrency: null,
  retry: null,
  approval: { required: false, notRequester: false },
  retention: { days: null, runs: null, bytes: null },
  limits: { cpuSeconds: null, memoryBytes: null, fileBytes: null, processes: null },
  runner: { labels: [] },
  gitSource: null,
  schedules: [],
  webhook: null,
  notify: [],
};

export const readDefinition = (json: string): BotDefinition =>
  botDefinition.parse({ ...saidNothing, ...(JSON.parse(json) as object) });
