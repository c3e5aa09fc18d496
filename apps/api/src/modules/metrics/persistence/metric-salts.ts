import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Keyring } from '../../../platform/crypto/keyring.js';
import { SealedRows } from '../../../platform/crypto/sealed-rows.js';
import { SealedStores } from '../../../platform/crypto/sealed-stores.js';
import { UnsealError } from '../../../platform/crypto/unseal-error.js';
import { Database } from '../../../platform/database/database.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { MetricSaltEntity } from './metric-salt.entity.js';

const purpose = 'metrics.salt';
const saltBytes = 32;

/** The salt of each day, the same on all servers; sealed, and anew when the master key was replaced. */
@Injectable()
export class MetricSalts {
  readonly #logger = new Logger(MetricSalts.name);

  constructor(
    private readonly keyring: Keyring,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    const rows = new SealedRows(database, unitOfWork, { entity: MetricSaltEntity, purpose, key: ['day'] });
    stores.add({ name: 'metric_salts', reseal: (ring) => rows.reseal(ring) });
  }

  /**
   * Draws it where nobody has, and then throws those of earlier days away. Where it cannot be opened any more, it is
   * another, of the caller's own: whoever comes again on this day may count again, but nobody is lost.
   */
  async of(day: string): Promise<Buffer> {
    const sealed = (await this.#find(day)) ?? (await this.#draw(day));
    try {
      return Buffer.from(this.keyring.open(purpose, sealed, day), 'base64url');
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.#logger.warn(`The salt of ${day} could not be opened, and another is used: ${error.message}`);
      return randomBytes(saltBytes);
    }
  }

  async #find(day: string): Promise<string | null> {
    return (await this.database.manager.findOneBy(MetricSaltEntity, { day }))?.sealed ?? null;
  }

  #draw(day: string): Promise<string> {
    const sealed = this.keyring.seal(purpose, randomBytes(saltBytes).toString('base64url'), day);
    return this.unitOfWork.run(async () => {
      const insert = this.database.manager.createQueryBuilder().insert().into(MetricSaltEntity).values({ day, sealed });
      // In the statement itself: on PostgreSQL a violated key would end the transaction.
      await insert.orIgnore().updateEntity(false).execute();
      await this.database.manager.delete(MetricSaltEntity, { day: LessThan(day) });
      const kept = await this.#find(day);
      if (kept === null) throw new Error('The salt of the day was not kept.');
      return kept;
    });
  }
}
