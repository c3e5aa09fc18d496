import { Injectable } from '@nestjs/common';
import { Keyring } from '../../../platform/crypto/keyring.js';
import { SealedStores } from '../../../platform/crypto/sealed-stores.js';
import { Database } from '../../../platform/database/database.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { RunEntity } from './run.entity.js';

const purpose = 'bots.run-params';
const resealedAtOnce = 100;

/** The secret parameters of runs that have not ended, sealed in the run's row. */
@Injectable()
export class SealedRunParams {
  constructor(
    private readonly keyring: Keyring,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    stores.add({ name: 'run_params', reseal: () => this.#reseal() });
  }

  seal(runId: string, secrets: Record<string, string>): string {
    return this.keyring.seal(purpose, JSON.stringify(secrets), runId);
  }

  open({ id, secretParams }: Pick<RunEntity, 'id' | 'secretParams'>): Record<string, string> {
    return secretParams === null
      ? {}
      : (JSON.parse(this.keyring.open(purpose, secretParams, id)) as Record<string, string>);
  }

  async #reseal(): Promise<number> {
    let resealed = 0;
    for (;;) {
      const done = await this.unitOfWork.run(() => this.#resealSome());
      if (done === 0) return resealed;
      resealed += done;
    }
  }

  async #resealSome(): Promise<number> {
    const { manager } = this.database;
    const rows = await manager
      .createQueryBuilder(RunEntity, 'run')
      .where('run.secret_params IS NOT NULL')
      .andWhere('run.secret_params NOT LIKE :like', { like: `${this.keyring.currentPrefix()}%` })
      .take(resealedAtOnce)
      .getMany();
    for (const { id, secretParams } of rows) {
      // Unless the run has ended meanwhile: what is gone must not come back.
      const anew = this.keyring.reseal(purpose, secretParams ?? '', id);
      await manager.update(RunEntity, { id, secretParams: secretParams ?? '' }, { secretParams: anew });
    }
    return rows.length;
  }
}
