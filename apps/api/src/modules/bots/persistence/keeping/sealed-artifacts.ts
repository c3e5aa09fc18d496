import { Injectable } from '@nestjs/common';
import { Keyring } from '../../../../platform/crypto/keyring.js';
import type { FileSeal } from '../../../../platform/crypto/sealed-file.js';
import { SealedStores } from '../../../../platform/crypto/sealed-stores.js';
import { Database } from '../../../../platform/database/database.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { SealedRows } from '../../../../platform/crypto/sealed-rows.js';
import { RunArtifactEntity } from './run-artifact.entity.js';

const purpose = 'bots.artifact';

/** What is kept of a file's seal. Its size is part of it: so nobody can say that it ends earlier. */
interface Kept {
  readonly key: string;
  readonly salt: string;
  readonly sizeBytes: number;
}

/** What a file is, to the one who seals it: it opens in no other's place. */
export const contextOf = (id: string): FileSeal['context'] => ['bots.artifact', id];

/** Wraps the keys of artifacts, and wraps all of them anew when the master key was replaced; the files stay as they are. */
@Injectable()
export class SealedArtifacts {
  constructor(
    private readonly keyring: Keyring,
    database: Database,
    unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    const rows = new SealedRows(database, unitOfWork, { entity: RunArtifactEntity, purpose });
    stores.add({ name: 'run_artifacts', reseal: (ring) => rows.reseal(ring) });
  }

  wrap(id: string, { key, salt, sizeBytes }: FileSeal): string {
    const kept: Kept = { key: key.toString('base64url'), salt: salt.toString('base64url'), sizeBytes };
    return this.keyring.seal(purpose, JSON.stringify(kept), id);
  }

  /** @throws UnsealError */
  unwrap({ id, sealed }: { readonly id: string; readonly sealed: string }): FileSeal {
    const { key, salt, sizeBytes } = JSON.parse(this.keyring.open(purpose, sealed, id)) as Kept;
    const bytes = (text: string) => Buffer.from(text, 'base64url');
    return { key: bytes(key), salt: bytes(salt), sizeBytes, context: contextOf(id) };
  }
}
