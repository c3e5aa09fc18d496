import type { AttemptRef, AttemptState, StartOrder, Welcome } from '@bothy/contracts/runner';

/** What a runner tells. Calls come in the order in which the runner spoke. */
export interface RunnerListener {
  /** A runner is there; these are all attempts it knows and that were not acknowledged. */
  attached(states: readonly AttemptState[]): void;
  state(state: AttemptState): void;
  /** The attempt's log file is good to byte `logBytes` and holds `lines` lines. */
  progress(attempt: AttemptRef, logBytes: number, lines: number): void;
  detached(): void;
}

/** What is known of the attached runner. */
export interface RunnerFacts {
  /** Its process on this machine; null when it is elsewhere. */
  readonly pid: number | null;
  readonly isolation: Welcome['isolation'];
  readonly isolationProblem: string | null;
}

/**
 * The port to whatever runs the processes. Orders are sent while a runner is attached and dropped while none is:
 * the `runs` table is the truth, and what it holds is compared with the runner's word at each attaching.
 */
export abstract class RunnerLink {
  /** Begin to look for a runner, and keep one attached until {@link stop}. */
  abstract open(listener: RunnerListener): void;
  abstract get attached(): boolean;
  /** Null when none is attached. */
  abstract get runner(): RunnerFacts | null;
  /** Giving the same order twice starts one process. */
  abstract start(order: StartOrder): void;
  /** End the attempt's process group: SIGINT, then SIGTERM, then SIGKILL. */
  abstract cancel(attempt: AttemptRef): void;
  /** Stop the attempt's processes for now, or let them go on; its state tells when that is done. */
  abstract pause(attempt: AttemptRef): void;
  abstract resume(attempt: AttemptRef): void;
  /** Type into the attempt's terminal; without one it has no effect. */
  abstract input(attempt: AttemptRef, text: string): void;
  abstract resize(attempt: AttemptRef, cols: number, rows: number): void;
  /** The attempt's end is kept; the runner may forget it. */
  abstract acknowledge(attempt: AttemptRef): void;
  /** `end`: all runs are ended, then the runner. `keep`: the runner goes on alone. Resolves when that is done. */
  abstract stop(mode: 'end' | 'keep', graceMs: number): Promise<void>;
}
