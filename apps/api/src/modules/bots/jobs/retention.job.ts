import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { RunRetention } from '../application/retention/run-retention.js';

const hourMs = 60 * 60 * 1000;

/** Removes the runs that their bots keep no longer. */
@Injectable()
export class RetentionJob implements OnApplicationBootstrap {
  readonly job: Job = {
    id: 'bots.retention',
    schedule: { everyMs: hourMs },
    run: async () => void (await this.retention.run()),
  };

  constructor(
    private readonly jobs: JobRunner,
    private readonly retention: RunRetention,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }
}
