import type { BotBody, BotPatch } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { botExists, botNotFound } from '../../bots.errors.js';
import type { BotEntity } from '../../persistence/bot.entity.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import { ScheduleKeeper } from '../schedules/schedule-keeper.js';
import { BotChecks } from './bot-checks.js';
import { type Intake, sealsOf, takeIn } from './bot-intake.js';
import { BotLedger } from './bot-ledger.js';
import { BotSeals } from '../../persistence/bot-seals.js';

/** Defines bots. Each change makes a version; runs keep the one they were made from. */
@Injectable()
export class BotCatalog {
  constructor(
    private readonly bots: BotRepository,
    private readonly ledger: BotLedger,
    private readonly checks: BotChecks,
    private readonly seals: BotSeals,
    private readonly schedules: ScheduleKeeper,
  ) {}

  async get(slug: string): Promise<BotEntity> {
    const bot = await this.bots.find(slug);
    if (!bot) throw botNotFound(slug);
    return bot;
  }

  async create({ slug, ...given }: BotBody, { actor }: Principal): Promise<BotEntity> {
    const intake = takeIn(given, null);
    return this.ledger.write(actor, 'created', async () => {
      if (await this.bots.find(slug)) throw botExists(slug);
      await this.checks.require(slug, intake.definition);
      const bot = await this.bots.insert(slug, intake.definition, actor);
      return this.#keep(bot, intake);
    });
  }

  async change(slug: string, patch: BotPatch, { actor }: Principal): Promise<BotEntity> {
    return this.ledger.write(actor, 'changed', async () => {
      const before = await this.bots.findLocked(slug);
      if (!before) throw botNotFound(slug);
      const intake = takeIn(patch, definitionOf(before));
      await this.checks.require(slug, intake.definition);
      return this.#keep(await this.bots.update(before, intake.definition, actor), intake);
    });
  }

  async #keep(bot: BotEntity, { definition, seals }: Intake): Promise<BotEntity> {
    for (const [name, text] of seals) await this.seals.put(bot.id, name, text);
    const wanted = sealsOf(definition);
    const known = await this.seals.names(bot.id);
    await this.seals.remove(
      bot.id,
      known.filter((name) => !wanted.includes(name)),
    );
    await this.schedules.reconcile(bot.id, definition.enabled, definition.schedules);
    return bot;
  }
}
