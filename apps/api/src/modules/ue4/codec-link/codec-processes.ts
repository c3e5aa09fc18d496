import { requestGone, savesBusy } from '../ue4.errors.js';
import type { CodecProcess } from './codec-process.js';

/** A process that nobody needed for so long is ended: its memory is the machine's again. */
const idleMs = 60_000;

interface Waiting {
  readonly go: (one: CodecProcess) => void;
  readonly giveUp: (error: Error) => void;
}

/** A few processes: each given to one at a time, in the order in which they were asked for, and replaced where it ended. */
export class CodecProcesses {
  readonly #all = new Set<CodecProcess>();
  readonly #idle = new Map<CodecProcess, NodeJS.Timeout>();
  readonly #waiting: Waiting[] = [];
  #isEnded = false;

  constructor(
    private readonly most: number,
    private readonly start: () => CodecProcess,
  ) {}

  get count(): number {
    return this.#all.size;
  }

  /** @throws DomainError `request_gone` once the signal is raised, `saves_busy` once the server stops. */
  take(signal: AbortSignal): Promise<CodecProcess> {
    if (signal.aborted) return Promise.reject(requestGone());
    if (this.#isEnded) return Promise.reject(savesBusy(1));
    const free = this.#free();
    return free ? Promise.resolve(free) : this.#wait(signal);
  }

  /** One that is still at its job is ended. */
  release(one: CodecProcess): void {
    if (!one.isFree) {
      one.end();
      this.#all.delete(one);
    }
    const next = this.#isEnded ? undefined : this.#waiting.shift();
    if (next) next.go(one.isFree ? one : this.#started());
    else if (one.isFree) this.#rest(one);
  }

  /** Ends all of them, and resolves when they are gone. */
  async end(): Promise<void> {
    this.#isEnded = true;
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(savesBusy(1));
    for (const timer of this.#idle.values()) clearTimeout(timer);
    const all = [...this.#all];
    for (const one of all) one.end();
    await Promise.all(all.map((one) => one.ended()));
  }

  #free(): CodecProcess | null {
    for (const [one, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(one);
      if (one.isFree) return one;
      // It ended while nobody looked.
      this.#all.delete(one);
    }
    return this.#all.size < this.most ? this.#started() : null;
  }

  #started(): CodecProcess {
    const one = this.start();
    this.#all.add(one);
    return one;
  }

  #rest(one: CodecProcess): void {
    const timer = setTimeout(() => {
      this.#idle.delete(one);
      this.#all.delete(one);
      one.end();
    }, idleMs);
    this.#idle.set(one, timer.unref());
  }

  #wait(signal: AbortSignal): Promise<CodecProcess> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        reject(requestGone());
      };
      const settled =
        <T>(act: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', leave);
          act(value);
        };
      const entry: Waiting = { go: settled(resolve), giveUp: settled(reject) };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(entry);
    });
  }
}
