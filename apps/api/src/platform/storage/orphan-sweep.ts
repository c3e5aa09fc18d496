import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { ObjectStorage } from './object-storage.js';

const atOnce = 500;
/** A UUID, at the end of each key. */
const idLength = 36;

export interface OrphanRules {
  /** All objects that are looked at lie under it, and their keys end in a UUIDv7 of when they were made. */
  readonly prefix: string;
  /** Longer than it takes until an object has its row. */
  readonly leastAgeMs: number;
  /** Those among the keys that a row names. */
  readonly known: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Removes objects that no row names: a crash left them, or what they belonged to was removed without them. */
@Injectable()
export class OrphanSweep {
  constructor(
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
  ) {}

  /** @returns how many objects were removed. */
  async run(rules: OrphanRules): Promise<number> {
    let removed = 0;
    let keys: string[] = [];
    for await (const { key } of this.storage.list(rules.prefix)) {
      if (this.#ageMsOf(key) > rules.leastAgeMs) keys.push(key);
      if (keys.length < atOnce) continue;
      removed += await this.#sweep(keys, rules);
      keys = [];
    }
    return removed + (await this.#sweep(keys, rules));
  }

  async #sweep(keys: readonly string[], { known }: OrphanRules): Promise<number> {
    if (keys.length === 0) return 0;
    const named = await known(keys);
    const orphans = keys.filter((key) => !named.has(key));
    for (const key of orphans) await this.storage.delete(key);
    return orphans.length;
  }

  /** A UUIDv7 begins with the milliseconds at which it was made; what ends otherwise has no age, and stays. */
  #ageMsOf(key: string): number {
    const madeAtMs = Number.parseInt(key.slice(-idLength).replaceAll('-', '').slice(0, 12), 16);
    return this.clock.now().getTime() - madeAtMs;
  }
}
