import type { AttemptRef, AttemptState, StartOrder, TerminalInput, TerminalSize } from '@bothy/contracts/runner';
import { markedProcesses, type ProcessMark } from '../process/process-table.js';
import { Attempt, type AttemptTools } from './attempt.js';

const sweepAfterMs = 100;
const maxHandle = 0xffff_ffff;

export interface SupervisorListener {
  onState(state: AttemptState): void;
  onProgress(state: AttemptState): void;
}

interface Known {
  readonly state: AttemptState;
  readonly attempt: Attempt | null;
}

/** Knows every attempt whose end the server has not acknowledged. */
export class Supervisor {
  readonly #tools: AttemptTools;
  readonly #listener: SupervisorListener;
  readonly #known = new Map<string, Known>();
  readonly #unfinished = new Set<Promise<void>>();
  #lastHandle = 0;
  #sweepMarks: ProcessMark[] = [];
  #stopping = false;

  constructor(tools: AttemptTools, listener: SupervisorListener) {
    this.#tools = tools;
    this.#listener = listener;
  }

  /** Takes in what an earlier runner left to tell. */
  adopt(states: readonly AttemptState[]): void {
    for (const state of states) {
      this.#known.set(keyOf(state), { state: { ...state, handle: this.#nextHandle() }, attempt: null });
    }
  }

  states(): AttemptState[] {
    return [...this.#known.values()].map((known) => known.attempt?.state ?? known.state);
  }

  /** Whether anything is under way, the clearing away after an end included. */
  get busy(): boolean {
    return this.#unfinished.size > 0;
  }

  get hasUnacknowledged(): boolean {
    return this.#known.size > 0;
  }

  /** Starts an attempt; of one that is known, tells the state again. A runner that ends starts nothing more. */
  start(order: StartOrder): void {
    const known = this.#known.get(keyOf(order));
    if (known !== undefined) return this.#listener.onState(known.attempt?.state ?? known.state);
    if (this.#stopping) return;
    const attempt = new Attempt(order, this.#nextHandle(), this.#tools, {
      onChange: (changed) => this.#changed(changed),
      onProgress: (changed) => this.#listener.onProgress(changed.state),
    });
    this.#known.set(keyOf(order), { state: attempt.state, attempt });
    this.#unfinished.add(attempt.finished);
    void attempt.finished.then(() => this.#unfinished.delete(attempt.finished));
  }

  cancel(ref: AttemptRef): void {
    this.#attemptOf(ref)?.cancel(null);
  }

  pause(ref: AttemptRef): void {
    this.#attemptOf(ref)?.pause();
  }

  resume(ref: AttemptRef): void {
    this.#attemptOf(ref)?.resume();
  }

  /** Types into its terminal. */
  input(input: TerminalInput): void {
    this.#attemptOf(input)?.type(input.text);
  }

  resize(size: TerminalSize): void {
    this.#attemptOf(size)?.resize(size.cols, size.rows);
  }

  /** Forgets an attempt that has ended. */
  acknowledge(ref: AttemptRef): void {
    const known = this.#known.get(keyOf(ref));
    if (known === undefined || (known.attempt?.state ?? known.state).phase !== 'ended') return;
    this.#known.delete(keyOf(ref));
    // The journal is what tells a later runner of a working folder that was not yet removed.
    void (known.attempt?.finished ?? Promise.resolve()).then(() => this.#tools.journal.remove(ref));
  }

  /** Ends all that runs, and resolves when all has ended. */
  async endAll(reason: string, graceMs: number): Promise<void> {
    this.#stopping = true;
    const running = [...this.#known.values()].flatMap(({ attempt }) => attempt ?? []);
    for (const attempt of running) attempt.cancel(reason, graceMs);
    await Promise.all(running.map((attempt) => attempt.ended));
    this.#sweep();
  }

  #changed(attempt: Attempt): void {
    const { state } = attempt;
    this.#listener.onState(state);
    if (state.phase !== 'ended' || state.pid === null) return;
    if (this.#sweepMarks.length === 0) setTimeout(() => this.#sweep(), sweepAfterMs);
    this.#sweepMarks.push({ runId: state.runId, attempt: state.attempt });
  }

  /** Ends what left its group and let go of its output, so that nothing told of it. One look serves many ends. */
  #sweep(): void {
    if (this.#sweepMarks.length === 0) return;
    for (const pid of markedProcesses(this.#sweepMarks.splice(0))) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }

  #attemptOf(ref: AttemptRef): Attempt | null {
    return this.#known.get(keyOf(ref))?.attempt ?? null;
  }

  #nextHandle(): number {
    this.#lastHandle = this.#lastHandle === maxHandle ? 1 : this.#lastHandle + 1;
    return this.#lastHandle;
  }
}

const keyOf = ({ runId, attempt }: AttemptRef): string => `${runId}.${attempt}`;
