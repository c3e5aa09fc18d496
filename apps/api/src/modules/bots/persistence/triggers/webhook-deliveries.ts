import type { Delivery } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not } from 'typeorm';
import { Database } from '../../../../platform/database/database.js';
import { type PageQuery, pageById } from '../../../../platform/paging/page.js';
import { WebhookDeliveryEntity } from './webhook-delivery.entity.js';

/** A delivery without its payload. */
export type DeliveryRow = Omit<WebhookDeliveryEntity, 'payload' | 'bot'>;
export type NewDeliveryRow = Omit<WebhookDeliveryEntity, 'bot'>;

const plain = {
  ...{ id: true, botId: true, botSlug: true, deliveryId: true, uniqueId: true, event: true, receivedAt: true },
  ...{ status: true, reason: true, runId: true, waiting: true, payloadBytes: true, replayOf: true },
} as const;

/** SQL of deliveries, but that of the sweep and of the re-sealing. */
@Injectable()
export class WebhookDeliveries {
  constructor(private readonly database: Database) {}

  /**
   * Inserts them. One whose id is there already becomes a duplicate, also where another server takes the first at
   * this very moment.
   *
   * @returns the ids of the rows that became duplicates.
   */
  async insert(rows: readonly NewDeliveryRow[]): Promise<Set<string>> {
    await this.#insert(rows);
    const unique = rows.filter(({ uniqueId }) => uniqueId !== null);
    if (unique.length === 0) return new Set();
    const there = await this.database.manager.find(WebhookDeliveryEntity, {
      where: { id: In(unique.map(({ id }) => id)) },
      select: { id: true },
    });
    const inserted = new Set(there.map(({ id }) => id));
    const duplicates = unique.filter(({ id }) => !inserted.has(id)).map(asDuplicate);
    await this.#insert(duplicates);
    return new Set(duplicates.map(({ id }) => id));
  }

  async find(id: string): Promise<DeliveryRow | null> {
    return this.database.manager.findOne(WebhookDeliveryEntity, { where: { id }, select: plain });
  }

  /** Sealed; null when it is gone. */
  async payloadOf(id: string): Promise<string | null> {
    const row = await this.database.manager.findOne(WebhookDeliveryEntity, {
      where: { id },
      select: { id: true, payload: true },
    });
    return row?.payload ?? null;
  }

  /** Those whose runs are to be started, the oldest first. */
  waiting(limit: number): Promise<DeliveryRow[]> {
    return this.database.manager.find(WebhookDeliveryEntity, {
      where: { waiting: true },
      select: plain,
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /** Compare-and-set: of several servers that see the same one, one gets true. */
  async take(id: string, outcome: Partial<Pick<DeliveryRow, 'status' | 'reason'>> = {}): Promise<boolean> {
    const { affected } = await this.database.manager.update(
      WebhookDeliveryEntity,
      { id, waiting: true },
      { waiting: false, ...outcome },
    );
    return affected === 1;
  }

  async link(id: string, runId: string): Promise<void> {
    await this.database.manager.update(WebhookDeliveryEntity, { id }, { runId });
  }

  /** Of those that were refused only the newest are kept: whoever knows the address could write without end. */
  async keepNewestRefused(botId: string, count: number): Promise<void> {
    const [oldest] = await this.database.manager.find(WebhookDeliveryEntity, {
      where: { botId, status: 'refused' },
      select: { id: true },
      order: { id: 'DESC' },
      skip: count - 1,
      take: 1,
    });
    if (!oldest) return;
    await this.database.manager.delete(WebhookDeliveryEntity, { botId, status: 'refused', id: LessThan(oldest.id) });
  }

  page(botId: string, { status, ...query }: PageQuery & { status?: Delivery['status'] | undefined }) {
    const find = async (behind: string | null, limit: number) => {
      const rows = await this.database.manager.find(WebhookDeliveryEntity, {
        where: { botId, ...(status && { status }), ...(behind !== null && { id: LessThan(behind) }) },
        select: plain,
        order: { id: 'DESC' },
        take: limit,
      });
      const replayable = await this.#replayable(rows.map(({ id }) => id));
      return rows.map((row) => presentDelivery(row, replayable.has(row.id)));
    };
    return pageById(query, find, (delivery) => delivery);
  }

  async #insert(rows: readonly NewDeliveryRow[]): Promise<void> {
    if (rows.length === 0) return;
    const insert = this.database.manager
      .createQueryBuilder()
      .insert()
      .into(WebhookDeliveryEntity)
      .values([...rows]);
    // In the statement itself: on PostgreSQL a violated key would end the transaction.
    await insert.orIgnore().updateEntity(false).execute();
  }

  async #replayable(ids: string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.manager.find(WebhookDeliveryEntity, {
      where: { id: In(ids), payload: Not(IsNull()) },
      select: { id: true },
    });
    return new Set(rows.map(({ id }) => id));
  }
}

const asDuplicate = (row: NewDeliveryRow): NewDeliveryRow => ({
  ...row,
  status: 'duplicate',
  reason: null,
  uniqueId: null,
  waiting: false,
  payload: null,
});

export const presentDelivery = (row: DeliveryRow, replayable: boolean): Delivery => ({
  id: row.id,
  botSlug: row.botSlug,
  deliveryId: row.deliveryId,
  event: row.event,
  receivedAt: row.receivedAt,
  status: row.status,
  reason: row.reason,
  runId: row.runId,
  payloadBytes: row.payloadBytes,
  replayable,
  replayOf: row.replayOf,
});
