import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { UpstreamFigures } from '../application/sources/upstream-figures.js';

/** Looks every hour whether a new day began: a server that is restarted often would else never come to it. */
const everyMs = 60 * 60 * 1000;

/** Asks each night what GitLab counted itself. */
@Injectable()
export class GitlabStatisticsJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'catalog.gitlab-statistics', schedule: { everyMs }, run: () => this.figures.run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly figures: UpstreamFigures,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }
}
