import { Tally } from '../domain/tally.js';
import { requestGone, savesBusy } from '../ue4.errors.js';
import type { CodecProcess } from './codec-process.js';

/** A process that nobody needed for so long is ended: its memory is the machine's again. */
const idleMs = 60_000;

export interface Holder {
  readonly who: string;
  /** Whether the process then waits for a client that takes its answer, which may take long. */
  readonly sends: boolean;
}

type Startable = Pick<CodecProcess, 'isFree' | 'end' | 'ended'>;

interface Waiting<One> {
  readonly holder: Holder;
  readonly go: (one: One) => void;
  readonly giveUp: (error: Error) => void;
}

/**
 * A few processes: each given to one at a time, in the order in which they were asked for, and replaced where it ended.
 * While there is more than one, nobody has all of them wait for their clients.
 */
export class CodecProcesses<One extends Startable = CodecProcess> {
  /** Those that end as well, until they are gone: they have their memory until then. */
  readonly #all = new Set<One>();
  readonly #idle = new Map<One, NodeJS.Timeout>();
  readonly #held = new Map<One, Holder>();
  readonly #sending = new Tally();
  readonly #waiting: Waiting<One>[] = [];
  #isEnded = false;

  /** @param start may throw: that is then told to the one who waits for the process, and to nobody else. */
  constructor(
    private readonly most: number,
    private readonly start: () => One,
  ) {}

  get count(): number {
    return this.#all.size;
  }

  /** @throws DomainError `request_gone` once the signal is raised, `saves_busy` once the server stops. */
  async take(holder: Holder, signal: AbortSignal): Promise<One> {
    if (signal.aborted) throw requestGone();
    if (this.#isEnded) throw savesBusy(1);
    const taken = this.#wait(holder, signal);
    this.#serve();
    return taken;
  }

  /** One that is still at its job is ended. */
  release(one: One): void {
    const holder = this.#held.get(one);
    if (!holder) return;
    this.#held.delete(one);
    if (holder.sends) this.#sending.remove(holder.who);
    if (one.isFree && !this.#isEnded) this.#rest(one);
    else one.end();
    this.#serve();
  }

  /** Ends all of them, and resolves when they are gone. */
  async end(): Promise<void> {
    this.#isEnded = true;
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(savesBusy(1));
    for (const timer of this.#idle.values()) clearTimeout(timer);
    this.#idle.clear();
    const all = [...this.#all];
    for (const one of all) one.end();
    await Promise.all(all.map((one) => one.ended()));
  }

  /** Gives what is free to those who wait and may have it. */
  #serve(): void {
    for (;;) {
      const at = this.#waiting.findIndex(({ holder }) => this.#mayHave(holder));
      if (at === -1) return;
      const free = this.#free();
      if (!free && this.#all.size >= this.most) return;
      const [next] = this.#waiting.splice(at, 1);
      if (next) this.#give(next, free);
    }
  }

  #give({ holder, go, giveUp }: Waiting<One>, free: One | null): void {
    try {
      const one = free ?? this.#started();
      this.#held.set(one, holder);
      if (holder.sends) this.#sending.add(holder.who);
      go(one);
    } catch (error) {
      giveUp(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #mayHave({ who, sends }: Holder): boolean {
    return !sends || this.#sending.of(who) < Math.max(1, this.most - 1);
  }

  #free(): One | null {
    for (const [one, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(one);
      if (one.isFree) return one;
      // It is ending while nobody looks; its place is free once it is gone.
    }
    return null;
  }

  #started(): One {
    const one = this.start();
    this.#all.add(one);
    void this.#forget(one);
    return one;
  }

  /** Once it is gone, its place is for the next. */
  async #forget(one: One): Promise<void> {
    await one.ended();
    this.#all.delete(one);
    clearTimeout(this.#idle.get(one));
    this.#idle.delete(one);
    this.#serve();
  }

  #rest(one: One): void {
    const timer = setTimeout(() => {
      this.#idle.delete(one);
      one.end();
    }, idleMs);
    this.#idle.set(one, timer.unref());
  }

  #wait(holder: Holder, signal: AbortSignal): Promise<One> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        const at = this.#waiting.indexOf(entry);
        if (at === -1) return;
        this.#waiting.splice(at, 1);
        reject(requestGone());
      };
      const settled =
        <T>(act: (value: T) => void) =>
        (value: T) => {
          signal.removeEventListener('abort', leave);
          act(value);
        };
      const entry: Waiting<One> = { holder, go: settled(resolve), giveUp: settled(reject) };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(entry);
    });
  }
}
