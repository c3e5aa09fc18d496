import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { RunnerLink } from '../../domain/runner-link.js';
import { RunLedger } from './run-ledger.js';
import { RunOrders } from './run-orders.js';

/** Hands queued runs to the runner. The table is the truth: without a runner a run waits there. */
@Injectable()
export class RunDispatcher {
  constructor(
    private readonly link: RunnerLink,
    private readonly orders: RunOrders,
    private readonly ledger: RunLedger,
  ) {}

  /** Answers the run as it is then. */
  async dispatch(run: Run): Promise<Run> {
    if (!this.link.attached) return run;
    const starting = await this.ledger.advance(run.id, 'starting');
    if (starting) await this.order(starting);
    return starting ?? run;
  }

  /** Orders a run that is `starting`; the runner starts it once however often it is told. */
  async order(run: Run): Promise<void> {
    this.link.start(await this.orders.of(run));
  }
}
