import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Like, MoreThan, Not } from 'typeorm';
import type { Keyring } from '../../../../platform/crypto/keyring.js';
import { SealedStores, type SealedStore } from '../../../../platform/crypto/sealed-stores.js';
import { UnsealError } from '../../../../platform/crypto/unseal-error.js';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { deliveryPurpose } from './delivery-seals.js';
import { WebhookDeliveryEntity } from './webhook-delivery.entity.js';

/** A payload may be as large as a body: few of them in one unit of work. */
const batch = 20;

/** Seals the payloads of deliveries anew when the master key was replaced. */
@Injectable()
export class SealedDeliveries implements SealedStore, OnModuleInit {
  readonly name = 'webhook_deliveries';
  readonly #logger = new Logger(SealedDeliveries.name);

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: SealedStores,
  ) {}

  onModuleInit(): void {
    this.stores.add(this);
  }

  async reseal(keyring: Keyring): Promise<number> {
    let resealed = 0;
    let after: string | null = '';
    while (after !== null) {
      const from: string = after;
      const done = await this.unitOfWork.run(() => this.#resealBehind(from, keyring));
      resealed += done.resealed;
      after = done.last;
    }
    return resealed;
  }

  async #resealBehind(after: string, keyring: Keyring): Promise<{ resealed: number; last: string | null }> {
    const rows = await this.database.manager.find(WebhookDeliveryEntity, {
      where: { id: MoreThan(after), payload: Not(Like(`${keyring.currentPrefix()}%`)) },
      select: { id: true, payload: true },
      order: { id: 'ASC' },
      take: batch,
    });
    let resealed = 0;
    for (const { id, payload } of rows) {
      const anew = payload === null ? null : this.#sealedAnew(keyring, payload, id);
      if (payload === null || anew === null) continue;
      // Only what was read is replaced: it may be gone meanwhile.
      const { affected } = await this.database.manager.update(
        WebhookDeliveryEntity,
        { id, payload },
        { payload: anew },
      );
      resealed += affected ?? 0;
    }
    return { resealed, last: rows.at(-1)?.id ?? null };
  }

  /** One payload that no key opens any more must not stand in the way of all others: it stays as it is. */
  #sealedAnew(keyring: Keyring, sealed: string, id: string): string | null {
    try {
      return keyring.reseal(deliveryPurpose, sealed, id);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.#logger.warn(`The payload of the delivery ${id} could not be sealed anew: ${error.message}`);
      return null;
    }
  }
}
