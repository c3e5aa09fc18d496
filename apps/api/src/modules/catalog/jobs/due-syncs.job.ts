import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { DueSyncs } from '../application/sources/due-syncs.js';

/** Asks the sources of tools for releases when their time has come. */
@Injectable()
export class DueSyncsJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'catalog.due-syncs', schedule: { everyMs: 30_000 }, run: () => this.syncs.run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly syncs: DueSyncs,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }
}
