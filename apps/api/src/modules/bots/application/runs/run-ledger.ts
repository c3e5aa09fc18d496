import { isFinal, type Run, type RunStatus } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import type { RunEntity } from '../../persistence/run.entity.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { RunLogs } from '../logs/run-logs.js';

/** The one way to change a run: in a unit of work, and told to all who watch once it is committed. */
@Injectable()
export class RunLedger {
  constructor(
    private readonly runs: RunRepository,
    private readonly logs: RunLogs,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventBus,
  ) {}

  /** `work` answers the run as it is now, or null when it changed nothing. */
  async write<T extends Run | null>(work: () => Promise<T>): Promise<T> {
    const run = await this.unitOfWork.run(work);
    if (run && isFinal(run.status)) await this.logs.finish(run);
    if (run) this.events.publish('run.changed', this.withLiveCount(run));
    return run;
  }

  /** Null when the run may not go to this state from where it is. */
  advance(id: string, status: RunStatus, changes: Partial<RunEntity> = {}): Promise<Run | null> {
    return this.write(() => this.runs.advance(id, status, changes));
  }

  find(id: string): Promise<Run | null> {
    return this.runs.find(id);
  }

  unfinished(): Promise<Run[]> {
    return this.runs.unfinished();
  }

  /** A going run's row is not written for each line; its log knows how many there are. */
  withLiveCount(run: Run): Run {
    if (isFinal(run.status)) return run;
    return { ...run, lineCount: this.logs.linesOf({ runId: run.id, attempt: run.attempt }) ?? run.lineCount };
  }
}
