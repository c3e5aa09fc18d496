import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventBus } from '../../../platform/events/event-bus.js';
import type { Job } from '../../../platform/jobs/job.js';
import { JobRunner } from '../../../platform/jobs/job-runner.js';
import { NoticeRound } from '../application/notices/notice-round.js';

/** What is on its way when the server stops may take so long to finish. */
const graceMs = 3000;

/** Delivers notices as soon as they are put, and looks every few seconds for those that are to be tried again. */
@Injectable()
export class NoticesJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly job: Job = { id: 'bots.notices', schedule: { everyMs: 5000 }, run: () => this.#run() };
  readonly #stop = new AbortController();
  #isStopping = false;
  #isNudged = false;
  #unsubscribe = (): void => {};

  constructor(
    private readonly jobs: JobRunner,
    private readonly round: NoticeRound,
    private readonly events: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    this.#unsubscribe = this.events.on('bots.notice-waiting', () => this.#nudge());
    this.jobs.add(this.job);
  }

  onModuleDestroy(): void {
    this.#unsubscribe();
    this.#isStopping = true;
    setTimeout(() => this.#stop.abort(), graceMs).unref();
  }

  #nudge(): void {
    this.#isNudged = true;
    void this.jobs.runNow(this.job);
  }

  async #run(): Promise<void> {
    let isMore = true;
    while (isMore && !this.#isStopping) {
      this.#isNudged = false;
      const tried = await this.round.run(this.#stop.signal);
      // One that was put while the last were sent would otherwise wait for the next turn.
      isMore = tried > 0 || this.#isNudged;
    }
  }
}
