import { isFinal, type LogLine } from '@bothy/contracts';
import type { LogPrinter } from './log-printer.js';
import { nameOf, type RunFacts } from './run-facts.js';
import type { Reader } from './run-follower.js';

/** A run that starts at once was "queued" for a moment as well, which nobody wants to read. */
const longQueueMs = 2_000;

/** Prints what comes of a run, and says in between what it waits for. */
export class RunWatcher implements Reader {
  #attempt: number;
  #told = '';
  #queued: NodeJS.Timeout | null = null;

  constructor(
    private readonly printer: LogPrinter,
    run: RunFacts,
  ) {
    this.#attempt = run.attempt;
    this.#wait(run);
  }

  lines(lines: readonly LogLine[], attempt: number): void {
    this.#settle();
    this.#enter(attempt, null);
    this.printer.lines(lines, attempt);
  }

  status(run: RunFacts): void {
    this.#enter(run.attempt, run.maxAttempts ?? null);
    this.#settle();
    this.#wait(run);
    const state = `${run.status} ${run.attempt} ${run.reason ?? ''}`;
    if (state !== this.#told && !isFinal(run.status)) this.printer.status(run, this.#sentenceOn(run));
    this.#told = state;
  }

  broken(reason: string): void {
    this.printer.note(`${reason} Trying again.`);
  }

  /** Nothing more is said. */
  close(): void {
    this.#settle();
  }

  #enter(attempt: number, of: number | null): void {
    if (attempt > this.#attempt) this.printer.note(`attempt ${attempt}${of === null ? '' : ` of ${of}`} begins`);
    this.#attempt = Math.max(attempt, this.#attempt);
  }

  #sentenceOn(run: RunFacts): string | null {
    if (run.status === 'waiting-approval') return `${nameOf(run)} waits for approval: bothy approve ${run.id}`;
    if (run.retryAt) return `attempt ${run.attempt} did not succeed; the next one is due at ${run.retryAt}`;
    return null;
  }

  #wait(run: RunFacts): void {
    if (run.status !== 'queued' || run.retryAt) return;
    const why = run.reason ? `: ${run.reason}` : '';
    this.#queued = setTimeout(() => this.printer.note(`${nameOf(run)} is queued${why}`), longQueueMs).unref();
  }

  #settle(): void {
    if (this.#queued) clearTimeout(this.#queued);
    this.#queued = null;
  }
}
