import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, IsNull, LessThan, Not } from 'typeorm';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { WebhookDeliveryEntity } from './webhook-delivery.entity.js';

/** Rows of one unit of work: every other writer waits meanwhile. */
const batch = 500;

type Which = FindOptionsWhere<WebhookDeliveryEntity>;

/** Forgets deliveries, in units of work of a bounded size; never one whose run is still to be started. */
@Injectable()
export class OldDeliveries {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Payloads of what came before this instant. */
  async dropPayloadsBefore(receivedBefore: string): Promise<void> {
    await this.#dropPayloads({ receivedAt: LessThan(receivedBefore) });
  }

  /** Whole rows. */
  async deleteBefore(receivedBefore: string): Promise<void> {
    await this.#delete({ receivedAt: LessThan(receivedBefore) });
  }

  /** Of a bot with more than `count` deliveries: payloads of the older ones, and those of them from before this instant. */
  async keepNewest(count: number, deleteBefore: string): Promise<void> {
    const crowded = await this.database.manager
      .createQueryBuilder(WebhookDeliveryEntity, 'delivery')
      .select('delivery.botId', 'botId')
      .groupBy('delivery.botId')
      .having('COUNT(*) > :count', { count })
      .getRawMany<{ botId: string }>();
    for (const { botId } of crowded) {
      const [oldestKept] = await this.database.manager.find(WebhookDeliveryEntity, {
        where: { botId },
        select: { id: true },
        order: { id: 'DESC' },
        skip: count - 1,
        take: 1,
      });
      if (!oldestKept) continue;
      const older = { botId, id: LessThan(oldestKept.id) };
      await this.#dropPayloads(older);
      await this.#delete({ ...older, receivedAt: LessThan(deleteBefore) });
    }
  }

  async #dropPayloads(which: Which): Promise<void> {
    await this.#inBatches({ ...which, payload: Not(IsNull()) }, async (ids) => {
      await this.database.manager.update(WebhookDeliveryEntity, { id: In(ids) }, { payload: null });
    });
  }

  async #delete(which: Which): Promise<void> {
    await this.#inBatches(which, async (ids) => {
      await this.database.manager.delete(WebhookDeliveryEntity, { id: In(ids) });
    });
  }

  async #inBatches(which: Which, work: (ids: string[]) => Promise<void>): Promise<void> {
    let count = batch;
    while (count === batch) {
      count = await this.unitOfWork.run(async () => {
        const rows = await this.database.manager.find(WebhookDeliveryEntity, {
          where: { ...which, waiting: false },
          select: { id: true },
          take: batch,
        });
        await work(rows.map(({ id }) => id));
        return rows.length;
      });
    }
  }
}
