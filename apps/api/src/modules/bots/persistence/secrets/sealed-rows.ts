import { Logger } from '@nestjs/common';
import { type EntityTarget, Like, MoreThan, Not } from 'typeorm';
import type { Keyring } from '../../../../platform/crypto/keyring.js';
import { UnsealError } from '../../../../platform/crypto/unseal-error.js';
import type { Database } from '../../../../platform/database/database.js';
import type { UnitOfWork } from '../../../../platform/database/unit-of-work.js';

const atOnce = 100;

/** What the row of such a table has besides. */
class SealedRow {
  id!: string;
  sealed!: string;
}

/** Seals the column `sealed` of a table anew, each text bound to its row's id. */
export class SealedRows {
  readonly #logger = new Logger(SealedRows.name);

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly entity: EntityTarget<SealedRow>,
    private readonly purpose: string,
  ) {}

  /** @returns how many were sealed anew. */
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
    const { manager } = this.database;
    const rows = await manager.find(this.entity, {
      where: { id: MoreThan(after), sealed: Not(Like(`${keyring.currentPrefix()}%`)) },
      order: { id: 'ASC' },
      take: atOnce,
    });
    let resealed = 0;
    for (const { id, sealed } of rows) {
      const anew = this.#sealedAnew(keyring, id, sealed);
      if (anew === null) continue;
      // Only what was read is replaced: a server may have set another meanwhile.
      const { affected } = await manager.update(this.entity, { id, sealed }, { sealed: anew });
      resealed += affected ?? 0;
    }
    return { resealed, last: rows.at(-1)?.id ?? null };
  }

  /** One that no key opens any more must not stand in the way of all others: it stays as it is. */
  #sealedAnew(keyring: Keyring, id: string, sealed: string): string | null {
    try {
      return keyring.reseal(this.purpose, sealed, id);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.#logger.warn(`The sealed text of ${id} (${this.purpose}) could not be sealed anew: ${error.message}`);
      return null;
    }
  }
}
