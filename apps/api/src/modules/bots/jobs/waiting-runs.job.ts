import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { RunDispatcher } from '../application/runs/run-dispatcher.js';
import { RunLedger } from '../application/runs/run-ledger.js';

/** Hands on the runs that could not be when they were made: the disk was full, or the database away. */
@Injectable()
export class WaitingRunsJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'bots.waiting-runs', schedule: { everyMs: 5_000 }, run: () => this.#run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly ledger: RunLedger,
    private readonly dispatcher: RunDispatcher,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }

  async #run(): Promise<void> {
    for (const run of await this.ledger.unfinished()) {
      if (run.status === 'queued') await this.dispatcher.dispatch(run);
      // Ordering twice starts one process.
      else if (run.status === 'starting') await this.dispatcher.order(run);
    }
  }
}
