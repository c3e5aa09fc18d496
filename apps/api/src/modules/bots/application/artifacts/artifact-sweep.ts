import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { ObjectStorage } from '../../../../platform/storage/object-storage.js';
import { ArtifactRepository } from '../../persistence/keeping/artifact.repository.js';
import { artifactPrefix } from './artifact-store.js';

/** Longer than any collection takes: its objects have no rows until its end. */
const leastAgeMs = 6 * 60 * 60 * 1000;
const atOnce = 500;

/** Removes objects that no row names: a crash left them before they were written down, or after their run was removed. */
@Injectable()
export class ArtifactSweep {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly artifacts: ArtifactRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns how many objects were removed. */
  async run(): Promise<number> {
    let removed = 0;
    let keys: string[] = [];
    for await (const { key } of this.storage.list(artifactPrefix)) {
      if (this.#isOld(key)) keys.push(key);
      if (keys.length < atOnce) continue;
      removed += await this.#sweep(keys);
      keys = [];
    }
    return removed + (await this.#sweep(keys));
  }

  async #sweep(keys: readonly string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const known = await this.artifacts.known(keys);
    const orphans = keys.filter((key) => !known.has(key));
    for (const key of orphans) await this.storage.delete(key);
    return orphans.length;
  }

  /** The id at the end of a key begins with the milliseconds at which it was made (UUIDv7). */
  #isOld(key: string): boolean {
    const id = key.split('.').at(-1) ?? '';
    const madeAtMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    return this.clock.now().getTime() - madeAtMs > leastAgeMs;
  }
}
