import { Injectable } from '@nestjs/common';
import { OrphanSweep } from '../../../../platform/storage/orphan-sweep.js';
import { ArtifactRepository } from '../../persistence/keeping/artifact.repository.js';
import { artifactPrefix } from './artifact-store.js';

/** Longer than any collection takes: its objects have no rows until its end. */
const leastAgeMs = 6 * 60 * 60 * 1000;

/** Removes objects that no row names: a crash left them before they were written down, or after their run was removed. */
@Injectable()
export class ArtifactSweep {
  constructor(
    private readonly orphans: OrphanSweep,
    private readonly artifacts: ArtifactRepository,
  ) {}

  /** @returns how many objects were removed. */
  run(): Promise<number> {
    return this.orphans.run({ prefix: artifactPrefix, leastAgeMs, known: (keys) => this.artifacts.known(keys) });
  }
}
