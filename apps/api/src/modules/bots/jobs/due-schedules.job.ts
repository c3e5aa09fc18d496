import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { EventBus } from '../../../platform/events/event-bus.js';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { DueSchedules } from '../application/schedules/due-schedules.js';

/** A timer runs so long at most: the clock may be set meanwhile, and another server may save a bot. */
const longestWaitMs = 15_000;
/** What could not be fired is due still: it is not tried again at once. */
const pauseMs = 1000;

/** Fires schedules at their time: by a timer to the next one, and every few seconds in case that it changed. */
@Injectable()
export class DueSchedulesJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly job: Job = { id: 'bots.due-schedules', schedule: { everyMs: longestWaitMs }, run: () => this.#run() };
  #timer: NodeJS.Timeout | undefined;
  #isStopping = false;
  #isNudged = false;
  #unsubscribe = (): void => {};

  constructor(
    private readonly jobs: JobRunner,
    private readonly due: DueSchedules,
    private readonly events: EventBus,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#unsubscribe = this.events.on('bot.changed', () => this.#nudge());
    this.jobs.add(this.job);
    this.#nudge();
  }

  onModuleDestroy(): void {
    this.#unsubscribe();
    this.#isStopping = true;
    clearTimeout(this.#timer);
  }

  #nudge(): void {
    this.#isNudged = true;
    void this.jobs.runNow(this.job);
  }

  async #run(): Promise<void> {
    do {
      this.#isNudged = false;
      await this.due.fire(() => this.#isStopping);
      await this.#setTimer();
      // A bot may have been saved behind the back of the last look.
    } while (this.#isNudged && !this.#isStopping);
  }

  async #setTimer(): Promise<void> {
    clearTimeout(this.#timer);
    const dueAt = await this.due.nextDueAt();
    if (dueAt === null || this.#isStopping) return;
    const waitMs = dueAt - this.clock.now().getTime();
    if (waitMs > longestWaitMs) return;
    this.#timer = setTimeout(() => this.#nudge(), waitMs > 0 ? waitMs : pauseMs);
  }
}
