import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { SessionRepository } from '../persistence/session.repository.js';

const hourMs = 60 * 60 * 1000;

/** Forgets sessions that ended by themselves. */
@Injectable()
export class ExpiredSessionsJob implements OnApplicationBootstrap {
  readonly job: Job = {
    id: 'identity.expired-sessions',
    schedule: { everyMs: hourMs },
    run: () => this.unitOfWork.run(() => this.sessions.deleteExpiredBefore(this.clock.now().toISOString())),
  };

  constructor(
    private readonly jobs: JobRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }
}
