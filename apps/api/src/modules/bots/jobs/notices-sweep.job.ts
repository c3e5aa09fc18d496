import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { NoticeRepository } from '../persistence/keeping/notice.repository.js';

const hourMs = 60 * 60 * 1000;
const keptMs = 30 * 24 * hourMs;

/** Forgets notices that were delivered or given up long ago. */
@Injectable()
export class NoticesSweepJob implements OnApplicationBootstrap {
  readonly job: Job = {
    id: 'bots.notices-sweep',
    schedule: { everyMs: hourMs },
    run: () => this.unitOfWork.run(() => this.notices.deleteOld(keptMs)),
  };

  constructor(
    private readonly jobs: JobRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: NoticeRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }
}
