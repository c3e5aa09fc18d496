import { type BotProcesses, type EndSignal, send, stopAll } from './bot-processes.js';
import { groupMembers, markedProcesses, parentOf, groupOf, type ProcessMark } from './process-table.js';

/** All processes of one attempt: the group its first one leads, and those that left the group but bear the run's mark. */
export class ProcessGroup implements BotProcesses {
  readonly #leader: number;
  readonly #mark: ProcessMark;

  constructor(leader: number, mark: ProcessMark) {
    this.#leader = leader;
    this.#mark = mark;
  }

  signal(signal: EndSignal): void {
    if (!send(-this.#leader, signal) && this.#isYetToLead()) send(this.#leader, signal);
    if (signal !== 'SIGKILL') send(-this.#leader, 'SIGCONT');
  }

  signalAll(signal: 'SIGTERM' | 'SIGKILL'): number {
    const pids = this.#all();
    for (const pid of pids) {
      send(pid, signal);
      if (signal !== 'SIGKILL') send(pid, 'SIGCONT');
    }
    return pids.length;
  }

  anyLeft(): boolean {
    // A process that has ended but was not taken note of answers too; only the process table tells it apart.
    return send(-this.#leader, 0) && (process.platform !== 'linux' || groupMembers(this.#leader).length > 0);
  }

  pause(): void {
    stopAll(() => this.#all());
  }

  resume(): void {
    for (const pid of this.#all()) send(pid, 'SIGCONT');
  }

  /** With a terminal it is `setsid` that makes the group, a moment after the start. */
  #isYetToLead(): boolean {
    return parentOf(this.#leader) === process.pid && groupOf(this.#leader) !== this.#leader;
  }

  #all(): number[] {
    return [...new Set([...groupMembers(this.#leader), ...markedProcesses([this.#mark])])];
  }
}
