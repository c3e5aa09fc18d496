import { isFinal } from '@bothy/contracts';
import type { AttemptRef, AttemptState } from '@bothy/contracts/runner';
import { Injectable, Logger } from '@nestjs/common';
import { statusOf } from '../../domain/run-state.js';
import { RunnerLink, type RunnerListener } from '../../domain/runner-link.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { RunArtifacts } from '../artifacts/run-artifacts.js';
import { RunLogs } from '../logs/run-logs.js';
import { RunDispatcher } from './run-dispatcher.js';
import { RunLedger } from './run-ledger.js';
import { RunSettler } from './run-settler.js';
import { RunnerId } from './runner-id.js';

/** Between two tries to keep what the runner said. */
const retryMs = 1_000;

/** Keeps the runs table true to what the runner says. */
@Injectable()
export class RunTracker implements RunnerListener {
  readonly #logger = new Logger(RunTracker.name);
  /** What is said of a run is worked through in the order in which it was said; runs do not wait for one another. */
  readonly #queues = new Map<string, Promise<void>>();
  /** What the attached runner has told of since it is attached. */
  readonly #known = new Set<string>();

  constructor(
    private readonly link: RunnerLink,
    private readonly runnerId: RunnerId,
    private readonly runs: RunRepository,
    private readonly logs: RunLogs,
    private readonly ledger: RunLedger,
    private readonly settler: RunSettler,
    private readonly artifacts: RunArtifacts,
    private readonly dispatcher: RunDispatcher,
  ) {}

  progress(ref: AttemptRef, logBytes: number, lines: number): void {
    this.logs.grow(ref, logBytes, lines);
  }

  state(state: AttemptState): void {
    this.#known.add(keyOf(state));
    this.#enqueue(state.runId, () => this.#apply(state));
  }

  attached(states: readonly AttemptState[]): void {
    const problem = this.link.runner?.isolationProblem;
    if (problem) this.#logger.warn(`Runs are not isolated: a bot can read what this server can read. ${problem}`);
    this.#known.clear();
    for (const state of states) this.state(state);
    const told = this.settled();
    this.#enqueue('', async () => {
      await told;
      await this.#compare();
    });
  }

  detached(): void {
    this.#logger.warn('The runner is away; runs go on when it is back.');
  }

  /** Resolves when all that was said so far is kept. */
  async settled(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  /** What cannot be kept now (the disk is full, the database is away) is tried again: the runner says it only once. */
  #enqueue(key: string, work: () => Promise<void>): void {
    const before = this.#queues.get(key) ?? Promise.resolve();
    const now = before.then(work).catch((error: unknown) => {
      this.#logger.error(error, 'A state of a run could not be kept; trying again');
      setTimeout(() => this.#enqueue(key, work), retryMs).unref();
    });
    this.#queues.set(key, now);
    void now.then(() => this.#queues.get(key) === now && this.#queues.delete(key));
  }

  async #apply(state: AttemptState): Promise<void> {
    const row = await this.runs.findRow(state.runId);
    if (row && !isFinal(row.status) && row.attempt === state.attempt) {
      this.logs.grow(state, state.logBytes, state.lines);
      if (state.phase === 'ended') {
        const { count } = await this.artifacts.collect(state);
        await this.settler.settle(row, state, count);
      } else await this.#advance(row, state);
    }
    if (state.phase === 'ended') this.link.acknowledge(state);
  }

  async #advance(row: RunRow, state: AttemptState): Promise<void> {
    const status = statusOf(state);
    const { paused } = state;
    if (status === row.status) {
      if (paused !== row.paused) await this.ledger.write(() => this.runs.change(row.id, status, { paused }));
      return;
    }
    const startedAt = row.startedAt ?? (state.startedAt === null ? null : new Date(state.startedAt).toISOString());
    await this.ledger.write(() => this.runs.advance(row.id, status, { startedAt, paused }));
  }

  /** What the table holds and the runner does not know: not yet ordered, or gone with an earlier runner. */
  async #compare(): Promise<void> {
    for (const row of await this.runs.handedTo(this.runnerId.id)) {
      const ref = { runId: row.id, attempt: row.attempt };
      // A run gets to `running` by the runner's word only: whoever is it and was not told of is gone.
      if (this.#known.has(keyOf(ref))) {
        // The word to cancel may have been lost with the connection.
        if (row.cancelledBy) this.link.cancel(ref);
      } else if (row.status === 'running') await this.#end(row, ref, 'lost');
      else if (row.cancelledBy) await this.#end(row, ref, 'cancelled');
      else await this.dispatcher.repeat(row);
    }
    for (const row of await this.runs.ready()) await this.dispatcher.dispatch(row.id);
  }

  /** For an attempt of which the runner will never say how it ended. */
  async #end(row: RunRow, ref: AttemptRef, outcome: 'lost' | 'cancelled'): Promise<void> {
    const counts = await this.logs.measure(ref);
    await this.settler.settle(row, { ...endedUnseen(ref, outcome), ...counts }, row.artifactCount);
  }
}

const keyOf = ({ runId, attempt }: AttemptRef): string => `${runId}.${attempt}`;

const endedUnseen = (ref: AttemptRef, outcome: 'lost' | 'cancelled'): AttemptState => ({
  ...ref,
  handle: 0,
  phase: 'ended',
  pid: null,
  startedAt: null,
  finishedAt: Date.now(),
  paused: false,
  outcome,
  exitCode: null,
  signal: null,
  reason: outcome === 'lost' ? 'The runner does not know this run any more.' : null,
  logBytes: 0,
  lines: 0,
  textBytes: 0,
});
