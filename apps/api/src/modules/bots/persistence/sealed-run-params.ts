import { Injectable } from '@nestjs/common';
import { Keyring } from '../../../platform/crypto/keyring.js';
import { SealedStores } from '../../../platform/crypto/sealed-stores.js';
import { Database } from '../../../platform/database/database.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { RunEntity } from './run.entity.js';
import { SealedRows } from '../../../platform/crypto/sealed-rows.js';

const purpose = 'bots.run-params';

/** The secret parameters of runs that have not ended, sealed in the run's row. */
@Injectable()
export class SealedRunParams {
  constructor(
    private readonly keyring: Keyring,
    database: Database,
    unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    const rows = new SealedRows(database, unitOfWork, { entity: RunEntity, purpose, column: 'secretParams' });
    stores.add({ name: 'run_params', reseal: (ring) => rows.reseal(ring) });
  }

  seal(runId: string, secrets: Record<string, string>): string {
    return this.keyring.seal(purpose, JSON.stringify(secrets), runId);
  }

  open({ id, secretParams }: Pick<RunEntity, 'id' | 'secretParams'>): Record<string, string> {
    return secretParams === null
      ? {}
      : (JSON.parse(this.keyring.open(purpose, secretParams, id)) as Record<string, string>);
  }
}
