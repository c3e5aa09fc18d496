import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { PlaceKeeper } from '../application/runs/place-keeper.js';
import { RunDispatcher } from '../application/runs/run-dispatcher.js';
import { RunnerId } from '../application/runs/runner-id.js';
import { RunnerLink } from '../domain/runner-link.js';
import { RunKeys } from '../persistence/run-keys.js';
import { RunRepository } from '../persistence/run.repository.js';

/** Hands on the runs that could not be when they were made: the disk was full, or the database away. */
@Injectable()
export class WaitingRunsJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'bots.waiting-runs', schedule: { everyMs: 5_000 }, run: () => this.#run() };
  readonly sweep: Job = { id: 'bots.run-keys', schedule: { everyMs: 3_600_000 }, run: () => this.#sweep() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly runs: RunRepository,
    private readonly dispatcher: RunDispatcher,
    private readonly link: RunnerLink,
    private readonly runnerId: RunnerId,
    private readonly keeper: PlaceKeeper,
    private readonly keys: RunKeys,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
    this.jobs.add(this.sweep);
  }

  async #run(): Promise<void> {
    await this.keeper.promoteAll((work) => this.unitOfWork.run(work));
    for (const row of await this.runs.ready()) await this.dispatcher.dispatch(row.id);
    // Somebody may have cancelled it at another server, which has no word with our runner.
    for (const { id: runId, attempt, cancelledBy } of await this.runs.handedTo(this.runnerId.id)) {
      if (cancelledBy !== null) this.link.cancel({ runId, attempt });
    }
  }

  #sweep(): Promise<void> {
    return this.unitOfWork.run(() => this.keys.sweep());
  }
}
