import type { StartOrder } from '@bothy/contracts/runner';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { Config } from '../../../../platform/config/config.js';
import { UnsealError } from '../../../../platform/crypto/unseal-error.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { RunnerLink } from '../../domain/runner-link.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { RunLedger } from './run-ledger.js';
import { RunOrders } from './run-orders.js';
import { RunSettler } from './run-settler.js';
import { RunnerId } from './runner-id.js';

/** Hands runs that are ready to the runner. The table is the truth: without a runner a run waits there. */
@Injectable()
export class RunDispatcher implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(RunDispatcher.name);
  #stopListening = () => {};

  constructor(
    private readonly link: RunnerLink,
    private readonly runnerId: RunnerId,
    private readonly runs: RunRepository,
    private readonly orders: RunOrders,
    private readonly ledger: RunLedger,
    private readonly settler: RunSettler,
    private readonly events: EventBus,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopListening = this.events.on('run.ready', ({ runId }) => void this.dispatch(runId));
  }

  onModuleDestroy(): void {
    this.#stopListening();
  }

  /** Starts the run if it waits for nothing else. Never throws: a run that cannot be handed on now is found again. */
  async dispatch(runId: string): Promise<void> {
    try {
      const row = this.link.attached ? await this.runs.findRow(runId) : null;
      if (row && this.#isReady(row) && (await this.#fits(row))) await this.#start(row);
    } catch (error) {
      this.#logger.error(error, `Run ${runId} waits`);
    }
  }

  /** Tells the runner again of a run that is `starting`; it starts once, however often it is told. Never throws. */
  async repeat(row: RunRow): Promise<void> {
    try {
      const order = await this.#orderOf(row);
      if (order) await this.#send(row, order);
    } catch (error) {
      this.#logger.error(error, `Run ${row.id} waits`);
    }
  }

  async #start(row: RunRow): Promise<void> {
    // Before its state changes: what keeps it from being ordered leaves no run that seems to start.
    const order = await this.#orderOf(row);
    if (!order) return;
    const starting = await this.ledger.write(() => this.runs.start(row, this.runnerId.id));
    if (starting) await this.#send(starting, order);
  }

  async #send({ id, attempt }: RunRow, order: StartOrder): Promise<void> {
    this.link.start(order);
    // Whoever cancelled it a moment ago told a runner that did not know it yet.
    const now = await this.runs.findRow(id);
    if (now?.cancelledBy) this.link.cancel({ runId: id, attempt });
  }

  /** Null for a run that can never be started: a secret that was taken back, say. That is its end. */
  async #orderOf(row: RunRow): Promise<StartOrder | null> {
    try {
      return await this.orders.of(row);
    } catch (error) {
      if (!(error instanceof DomainError || error instanceof UnsealError)) throw error;
      await this.settler.fail(row, error.message);
      return null;
    }
  }

  #isReady({ status, places, place, retryAt, cancelledBy }: RunRow): boolean {
    if (status !== 'queued' || cancelledBy !== null || (places !== null && place === null)) return false;
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
}
