import { isFinal, type Run } from '@bothy/contracts';
import type { AttemptRef, AttemptState } from '@bothy/contracts/runner';
import { Injectable, Logger } from '@nestjs/common';
import { statusOf } from '../../domain/run-state.js';
import { RunnerLink, type RunnerListener } from '../../domain/runner-link.js';
import { RunDispatcher } from './run-dispatcher.js';
import { RunLedger } from './run-ledger.js';
import { RunLogs } from '../logs/run-logs.js';

/** Between two tries to keep what the runner said. */
const retryMs = 1_000;

const instantOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Keeps the runs table true to what the runner says. */
@Injectable()
export class RunTracker implements RunnerListener {
  readonly #logger = new Logger(RunTracker.name);
  /** What the runner says is worked through in the order in which it was said. */
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly link: RunnerLink,
    private readonly logs: RunLogs,
    private readonly ledger: RunLedger,
    private readonly dispatcher: RunDispatcher,
  ) {}

  progress(ref: AttemptRef, logBytes: number, lines: number): void {
    this.logs.grow(ref, logBytes, lines);
  }

  state(state: AttemptState): void {
    this.#enqueue(() => this.#apply(state));
  }

  attached(states: readonly AttemptState[]): void {
    this.#enqueue(async () => {
      for (const state of states) await this.#apply(state);
      await this.#settle(states);
    });
  }

  detached(): void {
    this.#logger.warn('The runner is away; runs go on when it is back.');
  }

  /** Resolves when all that was said so far is kept. */
  settled(): Promise<void> {
    return this.#queue;
  }

  /** What cannot be kept now (the disk is full, the database is away) is tried again: the runner says it only once. */
  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch((error: unknown) => {
      this.#logger.error(error, 'A state of a run could not be kept; trying again');
      setTimeout(() => this.#enqueue(work), retryMs).unref();
    });
  }

  async #apply(state: AttemptState): Promise<void> {
    const run = await this.ledger.find(state.runId);
    if (run && !isFinal(run.status)) {
      this.logs.grow(state, state.logBytes, state.lines);
      await this.#advance(run, state);
    }
    if (state.phase === 'ended') this.link.acknowledge(state);
  }

  async #advance(run: Run, state: AttemptState): Promise<void> {
    const status = statusOf(state);
    if (status === run.status) return;
    await this.ledger.advance(run.id, status, {
      startedAt: instantOf(state.startedAt),
      finishedAt: instantOf(state.finishedAt),
      exitCode: state.exitCode,
      signal: state.signal,
      reason: state.reason,
      lineCount: state.lines,
      byteCount: state.textBytes,
    });
  }

  /** What the table holds and the runner does not know: not yet ordered, or gone with an earlier runner. */
  async #settle(states: readonly AttemptState[]): Promise<void> {
    const known = new Set(states.map((state) => state.runId));
    for (const run of await this.ledger.unfinished()) {
      // The word to cancel may have been lost with the connection.
      if (known.has(run.id) && run.cancelledBy) this.link.cancel({ runId: run.id, attempt: run.attempt });
      if (known.has(run.id)) continue;
      if (run.status === 'queued') await this.dispatcher.dispatch(run);
      else if (run.status === 'starting') await this.dispatcher.order(run);
      else await this.ledger.advance(run.id, 'lost', { reason: 'The runner does not know this run any more.' });
    }
  }
}
