import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { AttemptState } from '@bothy/contracts/runner';
import { Journal } from './attempts/journal.js';
import { recover } from './attempts/recovery.js';
import { Supervisor } from './attempts/supervisor.js';
import { ServerLink } from './link/server-link.js';
import { OutputPipes } from './process/output-pipes.js';
import { Isolation } from './process/sandbox/isolation.js';
import type { RunnerPaths } from './runner-paths.js';

const acknowledgeWaitMs = 1000;

/** The whole of a runner but its entry: the supervisor of all attempts, and the link to the server. */
export class Runner {
  readonly #paths: RunnerPaths;
  readonly #journal: Journal;
  readonly #supervisor: Supervisor;
  readonly #link: ServerLink;
  #ending: Promise<void> | null = null;

  constructor(paths: RunnerPaths) {
    this.#paths = paths;
    this.#journal = new Journal(paths.attemptsDir);
    const pipes = new OutputPipes(paths.pipesDir);
    pipes.prepare();
    const isolation = new Isolation(paths, process.env);
    this.#supervisor = new Supervisor(
      { journal: this.#journal, pipes, isolation },
      {
        onState: (state: AttemptState) => this.#link.tellState(state),
        onProgress: (state: AttemptState) => this.#link.tellProgress(state),
      },
    );
    this.#link = new ServerLink({
      isolation: () => isolation.facts,
      states: () => this.#supervisor.states(),
      start: (order) => this.#supervisor.start(order),
      cancel: (ref) => this.#supervisor.cancel(ref),
      pause: (ref) => this.#supervisor.pause(ref),
      resume: (ref) => this.#supervisor.resume(ref),
      input: (input) => this.#supervisor.input(input),
      resize: (size) => this.#supervisor.resize(size),
      acknowledge: (ref) => this.#supervisor.acknowledge(ref),
      shutdown: ({ graceMs }) => void this.end(graceMs),
    });
  }

  /** Cleans up after a runner that died, then answers. */
  async start(): Promise<void> {
    this.#supervisor.adopt(await recover(this.#journal));
    await this.#link.listen(this.#paths.socket);
    writeFileSync(this.#paths.pidFile, `${process.pid}\n`, { mode: 0o600 });
  }

  /** Ends once nothing runs and no server has been there for so long. */
  endWhenIdleFor(idleMs: number): void {
    let idleSince = performance.now();
    const look = setInterval(
      () => {
        if (this.#supervisor.busy || this.#link.connected) idleSince = performance.now();
        else if (performance.now() - idleSince >= idleMs) {
          clearInterval(look);
          void this.end(0);
        }
      },
      Math.max(10, idleMs / 10),
    );
  }

  /** Ends all runs, tells the server and waits a moment for it to have kept that, and ends the process. */
  end(graceMs: number): Promise<void> {
    this.#ending ??= this.#end(graceMs);
    return this.#ending;
  }

  async #end(graceMs: number): Promise<void> {
    await this.#supervisor.endAll('Bothy was stopped.', graceMs);
    const deadline = performance.now() + acknowledgeWaitMs;
    while (this.#link.connected && this.#supervisor.hasUnacknowledged && performance.now() < deadline) await delay(10);
    this.#link.close();
    rmSync(this.#paths.socket, { force: true });
    rmSync(this.#paths.pidFile, { force: true });
    rmSync(this.#paths.pipesDir, { recursive: true, force: true });
    process.exit(0);
  }
}
