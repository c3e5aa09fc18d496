import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { Job } from '../jobs/job.js';
import { JobRunner } from '../jobs/job-runner.js';
import { Mails } from './persistence/mails.js';

const dayMs = 24 * 60 * 60 * 1000;
/** Kept mails can be read, links and all: not for longer than those live, and some days to look. */
const keptMs = 7 * dayMs;
const endedMs = 30 * dayMs;

/** Forgets old mails. */
@Injectable()
export class MailSweepJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'platform.mail-sweep', schedule: { everyMs: 60 * 60 * 1000 }, run: () => this.run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly mails: Mails,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }

  private run(): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.mails.deleteOld(['kept'], keptMs);
      await this.mails.deleteOld(['sent', 'failed'], endedMs);
    });
  }
}
