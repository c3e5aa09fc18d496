import { groupMembers, markedProcesses, type ProcessMark } from './process-table.js';

/** All processes of one attempt: the group its first one leads, and those that left the group but bear the run's mark. */
export class ProcessGroup {
  readonly #leader: number;
  readonly #mark: ProcessMark;

  constructor(leader: number, mark: ProcessMark) {
    this.#leader = leader;
    this.#mark = mark;
  }

  /** The group only, as a terminal would; a stopped process is woken, so that it can act on the signal. */
  signal(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    send(-this.#leader, signal);
    if (signal !== 'SIGKILL') send(-this.#leader, 'SIGCONT');
  }

  /** Every process that is left, in the group or out of it. Returns how many there were. */
  signalAll(signal: 'SIGTERM' | 'SIGKILL'): number {
    const pids = this.#all();
    for (const pid of pids) {
      send(pid, signal);
      if (signal !== 'SIGKILL') send(pid, 'SIGCONT');
    }
    return pids.length;
  }

  /** Whether the group still has a process that runs. Cheap when it has none. */
  isAlive(): boolean {
    // A process that has ended but was not taken note of answers too; only the process table tells it apart.
    return send(-this.#leader, 0) && (process.platform !== 'linux' || groupMembers(this.#leader).length > 0);
  }

  #all(): number[] {
    return [...new Set([...groupMembers(this.#leader), ...markedProcesses([this.#mark])])];
  }
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // ESRCH: it has ended, which is what a signal is for. EPERM: it took another user's identity, and is out of reach.
    return false;
  }
}
