import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { OldDeliveries } from '../persistence/triggers/old-deliveries.js';

const dayMs = 24 * 60 * 60 * 1000;
const payloadDays = 30;
const rowDays = 90;
const keptOfABot = 1000;
/** Providers try again for some days: for so long an id is known, however many others came behind it. */
const idDays = 3;

/** Forgets old deliveries. */
@Injectable()
export class OldDeliveriesJob implements OnApplicationBootstrap {
  readonly job: Job = { id: 'bots.old-deliveries', schedule: { everyMs: 60 * 60 * 1000 }, run: () => this.#run() };

  constructor(
    private readonly jobs: JobRunner,
    private readonly deliveries: OldDeliveries,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.add(this.job);
  }

  async #run(): Promise<void> {
    await this.deliveries.dropPayloadsBefore(this.#daysAgo(payloadDays));
    await this.deliveries.deleteBefore(this.#daysAgo(rowDays));
    await this.deliveries.keepNewest(keptOfABot, this.#daysAgo(idDays));
  }

  #daysAgo(days: number): string {
    return new Date(this.clock.now().getTime() - days * dayMs).toISOString();
  }
}
