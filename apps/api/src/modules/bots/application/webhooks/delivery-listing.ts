import type { Delivery } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { PageQuery } from '../../../../platform/paging/page.js';
import { botNotFound } from '../../bots.errors.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { WebhookDeliveries } from '../../persistence/triggers/webhook-deliveries.js';

/** Deliveries of a bot, the newest first. */
@Injectable()
export class DeliveryListing {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly bots: BotRepository,
  ) {}

  async ofBot(slug: string, query: PageQuery & { status?: Delivery['status'] | undefined }) {
    const bot = await this.bots.find(slug);
    if (!bot) throw botNotFound(slug);
    return this.deliveries.page(bot.id, query);
  }
}
