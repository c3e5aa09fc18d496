import { isFinal, type Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { presentRun } from '../../persistence/run-row.js';
import type { RunRow } from '../../persistence/run.repository.js';
import { RunLogs } from '../logs/run-logs.js';

/** The one way to change runs: in a unit of work, and told to all who watch once it is committed. */
@Injectable()
export class RunLedger {
  constructor(
    private readonly logs: RunLogs,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventBus,
  ) {}

  /** Joins an open unit of work. `work` answers the run as it is now, or null when it changed nothing. */
  write<T extends RunRow | null>(work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => {
      const row = await work();
      if (row) this.changed(row);
      return row;
    });
  }

  /** For a run that is changed beside the one that a unit of work is about. */
  changed(row: RunRow): void {
    this.unitOfWork.afterCommit(async () => {
      const run = presentRun(row);
      if (isFinal(run.status)) await this.logs.finish({ runId: run.id, attempt: run.attempt }, run.lineCount);
      this.events.publish('run.changed', this.withLiveCount(run));
    });
  }

  /** The run has its place, if it needs one, and waits for nothing but a runner. */
  ready({ id }: RunRow): void {
    this.unitOfWork.afterCommit(() => this.events.publish('run.ready', { runId: id }));
  }

  /** A going run's row is not written for each line; its log knows how many there are. */
  withLiveCount(run: Run): Run {
    if (isFinal(run.status)) return run;
    return { ...run, lineCount: this.logs.linesOf({ runId: run.id, attempt: run.attempt }) ?? run.lineCount };
  }
}
