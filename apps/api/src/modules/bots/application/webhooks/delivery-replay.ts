import type { ActorRef, Delivery } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { AuditTrail } from '../../../audit/index.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import { DeliverySeals } from '../../persistence/triggers/delivery-seals.js';
import { type DeliveryRow, presentDelivery, WebhookDeliveries } from '../../persistence/triggers/webhook-deliveries.js';
import { deliveryNotFound, noWebhook, payloadGone } from '../../triggers.errors.js';
import { NewDelivery } from './new-delivery.js';
import '../../triggers.events.js';

/** Takes a delivery as if it came again: by the filter and the mapping that the bot has now. */
@Injectable()
export class DeliveryReplay {
  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly seals: DeliverySeals,
    private readonly bots: BotRepository,
    private readonly newDelivery: NewDelivery,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly events: EventBus,
  ) {}

  /** @throws DomainError `delivery_not_found` */
  async get(id: string): Promise<DeliveryRow> {
    const delivery = await this.deliveries.find(id);
    if (!delivery) throw deliveryNotFound();
    return delivery;
  }

  /** @throws DomainError `delivery_not_found`, `payload_gone`, `no_webhook` */
  replay({ id, botId, botSlug }: DeliveryRow, actor: ActorRef): Promise<Delivery> {
    return this.unitOfWork.run(async () => {
      const bot = await this.bots.findById(botId);
      const sealed = await this.deliveries.payloadOf(id);
      if (!bot) throw deliveryNotFound();
      if (sealed === null) throw payloadGone();
      const { webhook } = definitionOf(bot);
      if (!webhook) throw noWebhook(botSlug);
      const made = this.newDelivery.accepted({ botId, slug: botSlug, webhook }, this.seals.open(id, sealed));
      const row = { ...made, uniqueId: null, replayOf: id };
      await this.deliveries.insert([row]);
      const target = { kind: 'bot', id: botId, name: botSlug };
      await this.audit.append({ actor, action: 'webhook.replayed', target, details: { delivery: id, as: row.id } });
      this.unitOfWork.afterCommit(() => this.events.publish('deliveries.waiting', { ids: [row.id] }));
      return presentDelivery(row, true);
    });
  }
}
