import type { AttemptRef, AttemptState, StartOrder } from '@bothy/contracts/runner';

/** What a runner tells. Calls come in the order in which the runner spoke. */
export interface RunnerListener {
  /** A runner is there; these are all attempts it knows and that were not acknowledged. */
  attached(states: readonly AttemptState[]): void;
  state(state: AttemptState): void;
  /** The attempt's log file is good to byte `logBytes` and holds `lines` lines. */
  progress(attempt: AttemptRef, logBytes: number, lines: number): void;
  detached(): void;
}

/**
 * The port to whatever runs the processes. Orders are sent while a runner is attached and dropped while none is:
 * the `runs` table is the truth, and what it holds is compared with the runner's word at each attaching.
 */
export abstract class RunnerLink {
  /** Begin to look for a runner, and keep one attached until {@link stop}. */
  abstract open(listener: RunnerListener): void;
  abstract get attached(): boolean;
  /** Process id of the attached runner on this machine; null when none is attached or it is elsewhere. */
  abstract get runnerPid(): number | null;
  /** Giving the same order twice starts one process. */
  abstract start(order: StartOrder): void;
  /** End the attempt's process group: SIGINT, then SIGTERM, then SIGKILL. */
  abstract cancel(attempt: AttemptRef): void;
  /** The attempt's end is kept; the runner may forget it. */
  abstract acknowledge(attempt: AttemptRef): void;
  /** `end`: all runs are ended, then the runner. `keep`: the runner goes on alone. Resolves when that is done. */
  abstract stop(mode: 'end' | 'keep', graceMs: number): Promise<void>;
}
