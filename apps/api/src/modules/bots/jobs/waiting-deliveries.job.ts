import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventBus } from '../../../platform/events/event-bus.js';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { DeliveryLauncher } from '../application/webhooks/delivery-launcher.js';
import '../triggers.events.js';

/** Starts the runs of deliveries as soon as they are taken; and at the start those that a crash left behind. */
@Injectable()
export class WaitingDeliveriesJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly job: Job = { id: 'bots.waiting-deliveries', schedule: { everyMs: 5000 }, run: () => this.#run() };
  #isStopping = false;
  #isNudged = false;
  #unsubscribe = (): void => {};

  constructor(
    private readonly jobs: JobRunner,
    private readonly launcher: DeliveryLauncher,
    private readonly events: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    this.#unsubscribe = this.events.on('deliveries.waiting', () => this.#nudge());
    this.jobs.add(this.job);
    this.#nudge();
  }

  onModuleDestroy(): void {
    this.#unsubscribe();
    this.#isStopping = true;
  }

  #nudge(): void {
    this.#isNudged = true;
    void this.jobs.runNow(this.job);
  }

  async #run(): Promise<void> {
    do {
      this.#isNudged = false;
      await this.launcher.launchWaiting(() => this.#isStopping);
      // One that was taken behind the back of the last look would otherwise wait for the next turn.
    } while (this.#isNudged && !this.#isStopping);
  }
}
