import { type BotProcesses, type EndSignal, send, stopAll } from '../bot-processes.js';
import { childrenOf, descendantsOf, groupOf, identify, isAlive, type ProcessIdentity } from '../process-table.js';

const lookAgainMs = 5;

interface Found {
  /** Process 1 of the sandbox; nothing in it outlives this one. */
  init: ProcessIdentity;
  keeper: number;
}

/**
 * The processes of a sandboxed bot, as seen from outside: bubblewrap → its process 1 → our keeper → the bot. What the
 * bot leaves behind becomes a child of process 1, whatever it does to its group, session or environment.
 */
export class SandboxProcesses implements BotProcesses {
  readonly #bubblewrap: number;
  #found: Found | null = null;
  #over = false;
  #waiting: NodeJS.Timeout | null = null;

  constructor(bubblewrap: number) {
    this.#bubblewrap = bubblewrap;
  }

  signal(signal: EndSignal): void {
    if (signal === 'SIGKILL') return void this.signalAll(signal);
    this.#whenStarted((bot) => {
      send(-bot, signal);
      send(-bot, 'SIGCONT');
    });
  }

  signalAll(signal: 'SIGTERM' | 'SIGKILL'): number {
    const pids = this.#all();
    // Bubblewrap, process 1 and the keeper are one group. With process 1 the kernel ends all that is in there.
    if (signal === 'SIGKILL') send(-this.#bubblewrap, signal);
    else for (const pid of pids) send(pid, signal);
    if (signal !== 'SIGKILL') this.resume();
    return pids.length;
  }

  anyLeft(): boolean {
    const found = this.#find();
    if (found === null || !isAlive(found.init)) return false;
    return childrenOf(found.init.pid).some((pid) => pid !== found.keeper) || childrenOf(found.keeper).length > 0;
  }

  pause(): void {
    this.#whenStarted(() => stopAll(() => this.#all()));
  }

  resume(): void {
    this.#cancelWaiting();
    for (const pid of this.#all()) send(pid, 'SIGCONT');
  }

  /** Whether process 1 is there, and with it the sandbox. */
  get stands(): boolean {
    return this.#found !== null && isAlive(this.#found.init);
  }

  /** The keeper has said that the bot has exited, or is gone: nothing more is to be waited for. */
  over(): void {
    this.#over = true;
    this.#cancelWaiting();
  }

  /** The sandbox takes some milliseconds to set up; what was asked for meanwhile, is done then. The last wish counts. */
  #whenStarted(act: (bot: number) => void): void {
    this.#cancelWaiting();
    if (this.#over) return;
    const bot = this.#bot();
    if (bot === null) this.#waiting = setTimeout(() => this.#whenStarted(act), lookAgainMs);
    else act(bot);
  }

  #cancelWaiting(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting);
    this.#waiting = null;
  }

  #bot(): number | null {
    const found = this.#find();
    const bot = found === null ? undefined : childrenOf(found.keeper)[0];
    // Before it leads a group of its own it is still in that of bubblewrap.
    return bot !== undefined && groupOf(bot) === bot ? bot : null;
  }

  #all(): number[] {
    const found = this.#find();
    return found === null ? [] : descendantsOf(found.init.pid).filter((pid) => pid !== found.keeper);
  }

  #find(): Found | null {
    if (this.#found !== null) return this.#found;
    const init = childrenOf(this.#bubblewrap)[0];
    const keeper = init === undefined ? undefined : childrenOf(init)[0];
    if (init !== undefined && keeper !== undefined) this.#found = { init: identify(init), keeper };
    return this.#found;
  }
}
