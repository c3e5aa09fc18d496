import type { ActorRef } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { AuditTrail } from '../../../audit/index.js';
import type { BotEntity } from '../../persistence/bot.entity.js';

/** The one way to change a bot: in a unit of work with its audit entry, and told to all once it is committed. */
@Injectable()
export class BotLedger {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly events: EventBus,
  ) {}

  async write(
    actor: ActorRef,
    act: 'created' | 'changed' | 'deleted',
    work: () => Promise<BotEntity>,
  ): Promise<BotEntity> {
    const bot = await this.unitOfWork.run(async () => {
      const bot = await work();
      const target = { kind: 'bot', id: bot.id, name: bot.slug };
      await this.audit.append({ actor, action: `bot.${act}`, target, details: { version: bot.version } });
      return bot;
    });
    this.events.publish('bot.changed', { slug: bot.slug, deleted: act === 'deleted' });
    return bot;
  }
}
