import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { ObjectStorage } from '../../../platform/storage/object-storage.js';
import { KeptSaveRepository } from '../persistence/kept-save.repository.js';
import { keptPrefix } from './kept-save-store.js';

/** Longer than it takes to keep a save: its object has no row until its end. */
const leastAgeMs = 60 * 60 * 1000;
const atOnce = 500;

/** Removes objects that no row names: a crash left them, or their member was removed. */
@Injectable()
export class KeptSweep {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly saves: KeptSaveRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns how many objects were removed. */
  async run(): Promise<number> {
    let removed = 0;
    let keys: string[] = [];
    for await (const { key } of this.storage.list(keptPrefix)) {
      if (this.#isOld(key)) keys.push(key);
      if (keys.length < atOnce) continue;
      removed += await this.#sweep(keys);
      keys = [];
    }
    return removed + (await this.#sweep(keys));
  }

  async #sweep(keys: readonly string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const known = await this.saves.known(keys);
    const orphans = keys.filter((key) => !known.has(key));
    for (const key of orphans) await this.storage.delete(key);
    return orphans.length;
  }

  /** The id at the end of a key begins with the milliseconds at which it was made (UUIDv7). */
  #isOld(key: string): boolean {
    const id = key.split('/').at(-1) ?? '';
    const madeAtMs = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
    return this.clock.now().getTime() - madeAtMs > leastAgeMs;
  }
}
