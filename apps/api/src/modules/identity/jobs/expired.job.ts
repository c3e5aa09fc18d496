import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { Forgetting } from '../application/sessions/forgetting.js';

const hourMs = 60 * 60 * 1000;

/** Forgets what has ended by itself. */
@Injectable()
export class ExpiredJob implements OnApplicationBootstrap {
  readonly job: Job = {
    id: 'identity.expired',
    schedule: { everyMs: hourMs },
    run: () => this.forgetting.run(),
  };

  constructor(
    private readonly jobs: JobRunner,
    private readonly forgetting: Forgetting,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }
}
