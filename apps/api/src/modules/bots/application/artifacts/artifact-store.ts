import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { AttemptRef } from '@bothy/contracts/runner';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import { FileSealing, openRange } from '../../../../platform/crypto/sealed-file.js';
import { ObjectStorage } from '../../../../platform/storage/object-storage.js';
import { contentTypeOf } from '../../domain/content-type.js';
import type { StoredArtifact } from '../../persistence/keeping/artifact.repository.js';
import { contextOf, SealedArtifacts } from '../../persistence/keeping/sealed-artifacts.js';

/** All objects of artifacts lie under this. */
export const artifactPrefix = 'artifacts/';

/** A few hundred folders, however many runs there are: the end of an id is random. */
const shardOf = (runId: string): string => runId.slice(-2);

const prefixOf = (runId: string): string => `${artifactPrefix}${shardOf(runId)}/${runId}.`;

/** Files of bots in the object storage, each sealed by a key of its own before a byte of it gets there. */
@Injectable()
export class ArtifactStore {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly seals: SealedArtifacts,
    private readonly clock: Clock,
  ) {}

  /** Stores a file; a source that fails leaves nothing. It is to be found once its row is kept. */
  async put({ runId, attempt }: AttemptRef, name: string, source: AsyncIterable<Buffer>): Promise<StoredArtifact> {
    const id = uuidv7();
    const objectKey = `${prefixOf(runId)}${attempt}.${id}`;
    const sealing = new FileSealing(FileSealing.freshKey(), contextOf(id));
    const hash = createHash('sha256');
    const hashed = async function* () {
      for await (const bytes of source) {
        hash.update(bytes);
        yield bytes;
      }
    };
    await this.storage.put(objectKey, Readable.from(sealing.seal(hashed()), { objectMode: false }));
    const { sizeBytes } = sealing.result;
    return {
      ...{ id, runId, attempt, name, sizeBytes, objectKey },
      sha256: hash.digest('hex'),
      contentType: contentTypeOf(name),
      sealed: this.seals.wrap(id, sealing.result),
      createdAt: this.clock.now().toISOString(),
    };
  }

  /**
   * The bytes `from` to `to` (not included).
   *
   * @throws SealedFileBroken, UnsealError, DomainError `object_not_found`
   */
  open(file: StoredArtifact, from: number, to: number): AsyncGenerator<Buffer> {
    const read = (first: number, last: number) => this.storage.get(file.objectKey, { first, last });
    return openRange(this.seals.unwrap(file), read, from, to);
  }

  async delete(objectKeys: readonly string[]): Promise<void> {
    for (const key of objectKeys) await this.storage.delete(key);
  }

  /** All objects of a run, or of one of its attempts. */
  async deleteAll(runId: string, attempt?: number): Promise<void> {
    const prefix = `${prefixOf(runId)}${attempt === undefined ? '' : `${attempt}.`}`;
    for await (const { key } of this.storage.list(prefix)) await this.storage.delete(key);
  }
}
