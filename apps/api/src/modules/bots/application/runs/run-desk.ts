import { isFinal, type Run } from '@bothy/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { EventBus } from '../../../../platform/events/event-bus.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { RunDispatcher } from './run-dispatcher.js';
import { RunLauncher } from './run-launcher.js';
import { RunLedger } from './run-ledger.js';

/** Where a run is asked for: made, handed on, and waited for if the caller wants to. */
@Injectable()
export class RunDesk {
  readonly #logger = new Logger(RunDesk.name);

  constructor(
    private readonly launcher: RunLauncher,
    private readonly dispatcher: RunDispatcher,
    private readonly ledger: RunLedger,
    private readonly events: EventBus,
  ) {}

  async start(slug: string, params: Run['params'], principal: Principal): Promise<Run> {
    const run = await this.launcher.launch(slug, params, principal);
    try {
      return await this.dispatcher.dispatch(run);
    } catch (error) {
      // The run is made, and is handed on later: whoever was told otherwise would ask for a second one.
      this.#logger.error(error, `Run ${run.id} waits`);
      return run;
    }
  }

  /** Resolves with the run when it has ended, or as it is after `waitMs`. */
  async ended(run: Run, waitMs: number): Promise<Run> {
    let stopListening = () => {};
    let timer: NodeJS.Timeout | undefined;
    const change = new Promise<void>((resolve) => {
      stopListening = this.events.on('run.changed', ({ id, status }) => {
        if (id === run.id && isFinal(status)) resolve();
      });
      timer = setTimeout(resolve, waitMs);
    });
    try {
      // It may have ended before anybody listened.
      const now = await this.ledger.find(run.id);
      if (now && !isFinal(now.status)) await change;
    } finally {
      stopListening();
      clearTimeout(timer);
    }
    return (await this.ledger.find(run.id)) ?? run;
  }
}
