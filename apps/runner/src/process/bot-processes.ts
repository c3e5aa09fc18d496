/** All processes of one bot, as far as they can be reached. */
export interface BotProcesses {
  /** To the group that the first process leads, as a terminal would; a stopped process is woken, so that it can act. */
  signal(signal: EndSignal): void;
  /** To every process that is left, in the group or out of it. Returns how many there were. */
  signalAll(signal: 'SIGTERM' | 'SIGKILL'): number;
  /** Whether one still runs. Cheap when there is none. */
  anyLeft(): boolean;
  /** Stops them all, those too that are born meanwhile. */
  pause(): void;
  resume(): void;
}

export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGKILL';

/** A process that forks as it is stopped may leave a child behind, which the next look finds. */
const stopRounds = 10;

/** Stops what `look` finds until it finds nothing new. */
export function stopAll(look: () => readonly number[]): void {
  const stopped = new Set<number>();
  for (let round = 0; round < stopRounds; round++) {
    const found = look().filter((pid) => !stopped.has(pid));
    if (found.length === 0) return;
    for (const pid of found) {
      send(pid, 'SIGSTOP');
      stopped.add(pid);
    }
  }
}

export function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    // ESRCH: it has ended, which is what a signal is for. EPERM: it took another user's identity, and is out of reach.
    return false;
  }
}
