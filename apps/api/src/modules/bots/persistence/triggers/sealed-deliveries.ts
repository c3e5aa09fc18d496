import { Injectable } from '@nestjs/common';
import { SealedStores } from '../../../../platform/crypto/sealed-stores.js';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { SealedRows } from '../../../../platform/crypto/sealed-rows.js';
import { deliveryPurpose } from './delivery-seals.js';
import { WebhookDeliveryEntity } from './webhook-delivery.entity.js';

/** Seals the payloads of deliveries anew when the master key was replaced. */
@Injectable()
export class SealedDeliveries {
  constructor(database: Database, unitOfWork: UnitOfWork, stores: SealedStores) {
    const rows = new SealedRows(database, unitOfWork, {
      entity: WebhookDeliveryEntity,
      purpose: deliveryPurpose,
      column: 'payload',
      // A payload may be as large as a body: few of them in one unit of work.
      atOnce: 20,
    });
    stores.add({ name: 'webhook_deliveries', reseal: (ring) => rows.reseal(ring) });
  }
}
