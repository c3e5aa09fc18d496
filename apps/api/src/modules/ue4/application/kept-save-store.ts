import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { SaveKindName } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { FileSealing, openStream } from '../../../platform/crypto/sealed-file.js';
import { ObjectStorage } from '../../../platform/storage/object-storage.js';
import type { StoredSave } from '../persistence/kept-save.repository.js';
import { contextOf, SealedKeptSaves } from '../persistence/sealed-kept-saves.js';

export interface NewSave {
  readonly memberId: string;
  readonly name: string;
  readonly kind: SaveKindName;
  readonly bytes: Buffer;
}

/** All objects of kept saves lie under this. */
export const keptPrefix = 'saves/';

/** A few hundred folders, however many saves there are: the end of an id is random. */
const keyOf = (id: string): string => `${keptPrefix}${id.slice(-2)}/${id}`;

/** Kept saves in the object storage, each sealed by a key of its own before a byte of it gets there. */
@Injectable()
export class KeptSaveStore {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly seals: SealedKeptSaves,
    private readonly clock: Clock,
  ) {}

  /** It is to be found once its row is kept. */
  async put({ memberId, name, kind, bytes }: NewSave): Promise<StoredSave> {
    const id = uuidv7();
    const objectKey = keyOf(id);
    const sealing = new FileSealing(FileSealing.freshKey(), contextOf(id));
    await this.storage.put(objectKey, Readable.from(sealing.seal(Readable.from([bytes])), { objectMode: false }));
    return {
      ...{ id, memberId, kind, objectKey },
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sealed: this.seals.wrap(id, name, sealing.result),
      createdAt: this.clock.now().toISOString(),
    };
  }

  /** @throws UnsealError; reading the parts throws SealedFileBroken, DomainError `object_not_found`. */
  open(save: StoredSave): { readonly name: string; readonly sizeBytes: number; readonly parts: AsyncIterable<Buffer> } {
    const { name, seal } = this.seals.unwrap(save);
    const read = (first: number, last: number) => this.storage.get(save.objectKey, { first, last });
    return { name, sizeBytes: seal.sizeBytes, parts: openStream(seal, read) };
  }

  nameOf(save: StoredSave): string {
    return this.seals.unwrap(save).name;
  }

  delete(objectKey: string): Promise<void> {
    return this.storage.delete(objectKey);
  }
}
