import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { DayEnd } from '../application/keeping/day-end.js';

const minuteMs = 60 * 1000;

/** Throws salts away soon after their day, also where nobody comes on the next. */
@Injectable()
export class DayEndJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'metrics.day-end', schedule: { everyMs: 5 * minuteMs }, run: () => this.dayEnd.run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly dayEnd: DayEnd,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }
}
