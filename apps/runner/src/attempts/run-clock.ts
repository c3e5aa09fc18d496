/** A timer in Node holds no more: a longer time is waited for in steps. */
const longestTimerMs = 2 ** 31 - 1;

/** Counts the time that a run may take. It stands still while the run is paused. */
export class RunClock {
  readonly #onOver: () => void;
  #leftMs = Number.POSITIVE_INFINITY;
  #runningSince: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(onOver: () => void) {
    this.#onOver = onOver;
  }

  /** `ms` 0: without end. */
  start(ms: number): void {
    this.#leftMs = ms === 0 ? Number.POSITIVE_INFINITY : ms;
    this.goOn();
  }

  pause(): void {
    if (this.#runningSince === null) return;
    this.#leftMs -= performance.now() - this.#runningSince;
    this.stop();
  }

  goOn(): void {
    if (this.#runningSince !== null) return;
    this.#runningSince = performance.now();
    this.#arm();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#runningSince = null;
  }

  #arm(): void {
    if (this.#leftMs === Number.POSITIVE_INFINITY || this.#runningSince === null) return;
    const leftMs = this.#leftMs - (performance.now() - this.#runningSince);
    const stepMs = Math.min(Math.max(leftMs, 0), longestTimerMs);
    this.#timer = setTimeout(() => (leftMs > stepMs ? this.#arm() : this.#onOver()), stepMs);
  }
}
