import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { RunnerLink } from '../../domain/runner-link.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { RunLedger } from './run-ledger.js';
import { RunOrders } from './run-orders.js';
import { RunSettler } from './run-settler.js';

/** Hands runs that are ready to the runner. The table is the truth: without a runner a run waits there. */
@Injectable()
export class RunDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(RunDispatcher.name);
  #stopListening = () => {};

  constructor(
    private readonly link: RunnerLink,
    private readonly runs: RunRepository,
    private readonly orders: RunOrders,
    private readonly ledger: RunLedger,
    private readonly settler: RunSettler,
    private readonly events: EventBus,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopListening = this.events.on('run.ready', ({ runId }) => void this.#dispatchLogged(runId));
  }

  onModuleDestroy(): void {
    this.#stopListening();
  }

  /** Starts the run if it waits for nothing else. */
  async dispatch(runId: string): Promise<void> {
    if (!this.link.attached) return;
    const row = await this.runs.findRow(runId);
    if (!row || !this.#isReady(row) || !(await this.#fits(row))) return;
    const starting = await this.ledger.write(() =>
      this.runs.advance(runId, 'starting', { retryAt: null, reason: null }),
    );
    if (starting) await this.order(starting);
  }

  /** Orders a run that is `starting`; the runner starts it once however often it is told. */
  async order(row: RunRow): Promise<void> {
    try {
      this.link.start(await this.orders.of(row));
    } catch (error) {
      // A secret that was taken back, say: that is the run's end, and not a fault of the server.
      if (!(error instanceof DomainError)) throw error;
      await this.settler.fail(row, error.message);
    }
  }

  #isReady({ status, places, place, retryAt }: RunRow): boolean {
    if (status !== 'queued' || (places !== null && place === null)) return false;
    return retryAt === null || Date.parse(retryAt) <= this.clock.now().getTime();
  }

  /** Whether our runner has the labels that the bot asks for. */
  async #fits(row: RunRow): Promise<boolean> {
    const missing = (await this.orders.labelsOf(row)).find((label) => !this.config.runnerLabels.includes(label));
    if (missing === undefined) return true;
    const reason = `It waits for a runner with the label "${missing}".`;
    if (row.reason !== reason) await this.ledger.write(() => this.runs.change(row.id, 'queued', { reason }));
    return false;
  }

  async #dispatchLogged(runId: string): Promise<void> {
    try {
      await this.dispatch(runId);
    } catch (error) {
      // The run is made; the job that looks for waiting runs hands it on.
      this.#logger.error(error, `Run ${runId} waits`);
    }
  }
}
