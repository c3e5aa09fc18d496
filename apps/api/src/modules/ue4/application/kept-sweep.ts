import { Injectable } from '@nestjs/common';
import { OrphanSweep } from '../../../platform/storage/orphan-sweep.js';
import { KeptSaveRepository } from '../persistence/kept-save.repository.js';
import { keptPrefix } from './kept-save-store.js';

/** Longer than it takes to keep a save: its object has no row until its end. */
const leastAgeMs = 60 * 60 * 1000;

/** Removes objects that no row names: a crash left them, or their member was removed. */
@Injectable()
export class KeptSweep {
  constructor(
    private readonly orphans: OrphanSweep,
    private readonly saves: KeptSaveRepository,
  ) {}

  /** @returns how many objects were removed. */
  run(): Promise<number> {
    return this.orphans.run({ prefix: keptPrefix, leastAgeMs, known: (keys) => this.saves.known(keys) });
  }
}
