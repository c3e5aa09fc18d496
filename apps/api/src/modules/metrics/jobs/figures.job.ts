import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { EvidenceRetention } from '../application/keeping/evidence-retention.js';
import { Reconciliation } from '../application/keeping/reconciliation.js';
import { RollUp } from '../application/keeping/roll-up.js';

const hourMs = 60 * 60 * 1000;

/** Sums up the days that are over, looks whether all of it is right, and lets go of what is not needed any more. */
@Injectable()
export class FiguresJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'metrics.figures', schedule: { everyMs: hourMs }, run: () => this.#run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly rollUp: RollUp,
    private readonly reconciliation: Reconciliation,
    private readonly retention: EvidenceRetention,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }

  async #run(): Promise<void> {
    const days = await this.rollUp.run();
    if (days.length > 0) await this.reconciliation.run();
    await this.retention.run();
  }
}
