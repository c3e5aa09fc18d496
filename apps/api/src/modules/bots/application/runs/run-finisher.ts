import type { RunStatus } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import type { RunEntity } from '../../persistence/run.entity.js';
import { presentRun } from '../../persistence/run-row.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { PlaceKeeper } from './place-keeper.js';
import { RunEndings } from './run-endings.js';
import { RunLedger } from './run-ledger.js';

/** Ends runs, whatever ended them: gives their place to the next, and has all that goes with an end done with it. */
@Injectable()
export class RunFinisher {
  constructor(
    private readonly runs: RunRepository,
    private readonly keeper: PlaceKeeper,
    private readonly endings: RunEndings,
    private readonly ledger: RunLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * In a unit of work that holds the lock of the run's places. Null when it has ended already.
   */
  async finish(
    { id, startedAt }: Pick<RunRow, 'id' | 'startedAt'>,
    status: RunStatus,
    changes: Partial<RunEntity> = {},
  ): Promise<RunRow | null> {
    const began = changes.startedAt ?? startedAt;
    const finishedAt = changes.finishedAt ?? this.clock.now().toISOString();
    const durationMs = began === null ? null : Math.max(0, Date.parse(finishedAt) - Date.parse(began));
    const row = await this.runs.advance(id, status, { ...changes, finishedAt, durationMs });
    if (!row) return null;
    await this.endings.run(presentRun(row), row.botId);
    if (row.places !== null) await this.keeper.promote(row.places);
    this.ledger.changed(row);
    return row;
  }
}
