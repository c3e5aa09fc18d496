import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { ArtifactSweep } from '../application/artifacts/artifact-sweep.js';
import { LeftoverSweep } from '../application/retention/leftover-sweep.js';

const hourMs = 60 * 60 * 1000;

/** Removes what crashes left behind: folders and objects that belong to nothing. */
@Injectable()
export class RetentionLeftoversJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'bots.leftovers', schedule: { everyMs: 3 * hourMs }, run: () => this.#run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly folders: LeftoverSweep,
    private readonly objects: ArtifactSweep,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }

  async #run(): Promise<void> {
    await this.folders.run();
    await this.objects.run();
  }
}
