import type { Bot, BotBody, BotPatch } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { botExists, botNotFound } from '../../bots.errors.js';
import type { BotEntity } from '../../persistence/bot.entity.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import { BotLedger } from './bot-ledger.js';

/** Defines bots. Each change makes a version; runs keep the one they were made from. */
@Injectable()
export class BotCatalog {
  constructor(
    private readonly bots: BotRepository,
    private readonly ledger: BotLedger,
  ) {}

  async get(slug: string): Promise<BotEntity> {
    const bot = await this.bots.find(slug);
    if (!bot) throw botNotFound(slug);
    return bot;
  }

  async create({ slug, ...definition }: BotBody, { actor }: Principal): Promise<Bot> {
    const bot = await this.ledger.write(actor, 'created', async () => {
      if (await this.bots.find(slug)) throw botExists(slug);
      return this.bots.insert(slug, definition, actor);
    });
    return this.bots.present(bot);
  }

  async change(slug: string, patch: BotPatch, { actor }: Principal): Promise<Bot> {
    const bot = await this.ledger.write(actor, 'changed', async () => {
      const before = await this.get(slug);
      return this.bots.update(before, { ...definitionOf(before), ...patch }, actor);
    });
    return this.bots.present(bot);
  }
}
