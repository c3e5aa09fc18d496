import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { KeptSweep } from '../application/kept-sweep.js';

const hourMs = 60 * 60 * 1000;

/** Removes the objects of saves that nobody keeps any more. */
@Injectable()
export class KeptSweepJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'ue4.kept-sweep', schedule: { everyMs: 3 * hourMs }, run: () => this.#run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly sweep: KeptSweep,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }

  async #run(): Promise<void> {
    await this.sweep.run();
  }
}
