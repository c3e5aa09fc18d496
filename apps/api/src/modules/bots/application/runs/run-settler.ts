import { type AttemptRecord, isFinal, type RunStatus } from '@bothy/contracts';
import type { AttemptState } from '@bothy/contracts/runner';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { retryDelayMs } from '../../domain/retry-policy.js';
import { statusOf } from '../../domain/run-state.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { RunAttempts } from '../../persistence/run-attempts.js';
import { RunPlaces } from '../../persistence/run-places.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { RunLogs } from '../logs/run-logs.js';
import { RetryTimers } from './retry-timers.js';
import { RunFinisher } from './run-finisher.js';
import { RunLedger } from './run-ledger.js';

const instantOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Keeps how an attempt ended: with it the run ends, or waits for its next one. */
@Injectable()
export class RunSettler {
  constructor(
    private readonly runs: RunRepository,
    private readonly bots: BotRepository,
    private readonly attempts: RunAttempts,
    private readonly places: RunPlaces,
    private readonly finisher: RunFinisher,
    private readonly ledger: RunLedger,
    private readonly logs: RunLogs,
    private readonly timers: RetryTimers,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** `artifactCount`: how many files its attempts have left by now. */
  async settle({ id, places }: RunRow, state: AttemptState, artifactCount: number): Promise<void> {
    const record = recordOf(state);
    await this.ledger.write(async () => {
      await this.places.lock(places);
      const row = await this.runs.lockRow(id);
      if (isFinal(row.status) || row.attempt !== state.attempt) return null;
      // Of a run of one attempt the row itself says all.
      if (row.maxAttempts > 1) await this.attempts.keep(id, record);
      const delayMs = await this.#delayOf(row, record.status);
      if (delayMs !== null) return this.#wait(row, record, delayMs, artifactCount);
      const { attempt: _, status, startedAt, ...ended } = record;
      await this.finisher.finish(row, status, { ...ended, startedAt: row.startedAt ?? startedAt, artifactCount });
      return null;
    });
  }

  /** For a run that cannot be started at all. */
  async fail({ id, places, attempt }: RunRow, reason: string): Promise<void> {
    await this.ledger.write(async () => {
      await this.places.lock(places);
      const row = await this.runs.lockRow(id);
      const hasNoProcess = row.status === 'queued' || row.status === 'starting';
      if (hasNoProcess && row.attempt === attempt) await this.finisher.finish(row, 'failed', { reason });
      return null;
    });
  }

  async #delayOf(row: RunRow, status: RunStatus): Promise<number | null> {
    if (row.maxAttempts <= row.attempt || row.cancelledBy !== null) return null;
    const { retry } = await this.bots.definitionOf(row.botId, row.botVersion);
    return retryDelayMs(retry, row.attempt, status);
  }

  async #wait(row: RunRow, record: AttemptRecord, delayMs: number, artifactCount: number): Promise<RunRow | null> {
    this.unitOfWork.afterCommit(async () => {
      await this.logs.finish({ runId: row.id, attempt: record.attempt }, record.lineCount);
      this.timers.set(row.id, delayMs);
    });
    return this.runs.advance(row.id, 'queued', {
      attempt: row.attempt + 1,
      retryAt: new Date(this.clock.now().getTime() + delayMs).toISOString(),
      startedAt: row.startedAt ?? record.startedAt,
      reason: `Attempt ${record.attempt} ${wordsOf(record)}.`,
      paused: false,
      lineCount: 0,
      byteCount: 0,
      artifactCount,
    });
  }
}

const recordOf = (state: AttemptState): AttemptRecord => ({
  attempt: state.attempt,
  status: statusOf(state),
  exitCode: state.exitCode,
  signal: state.signal,
  reason: state.reason,
  startedAt: instantOf(state.startedAt),
  finishedAt: instantOf(state.finishedAt),
  lineCount: state.lines,
  byteCount: state.textBytes,
});

function wordsOf({ status, exitCode, signal }: AttemptRecord): string {
  if (status === 'timed-out') return 'took too long';
  if (status === 'lost') return 'was lost';
  if (signal !== null) return `was ended by ${signal}`;
  return exitCode === null ? 'failed' : `failed with exit code ${exitCode}`;
}
