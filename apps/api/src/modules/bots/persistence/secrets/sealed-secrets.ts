import { Injectable } from '@nestjs/common';
import { Keyring } from '../../../../platform/crypto/keyring.js';
import { SealedStores } from '../../../../platform/crypto/sealed-stores.js';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { SealedRows } from '../../../../platform/crypto/sealed-rows.js';
import { SecretEntity } from './secret.entity.js';

const purpose = 'bots.secret';

/** Seals and opens the values of secrets, and seals all of them anew when the master key was replaced. */
@Injectable()
export class SealedSecrets {
  constructor(
    private readonly keyring: Keyring,
    database: Database,
    unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    const rows = new SealedRows(database, unitOfWork, { entity: SecretEntity, purpose });
    stores.add({ name: 'secrets', reseal: (ring) => rows.reseal(ring) });
  }

  seal(id: string, value: string): string {
    return this.keyring.seal(purpose, value, id);
  }

  /** @throws UnsealError */
  open({ id, sealed }: { readonly id: string; readonly sealed: string }): string {
    return this.keyring.open(purpose, sealed, id);
  }
}
