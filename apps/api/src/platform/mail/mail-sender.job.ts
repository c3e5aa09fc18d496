import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventBus } from '../events/event-bus.js';
import type { Job } from '../jobs/job.js';
import { JobRunner } from '../jobs/job-runner.js';
import { MailRound } from './mail-round.js';

/** What is on its way when the server stops may take so long to finish; the whole stop has ten seconds. */
const graceMs = 3000;

/**
 * Sends mails as soon as they are put, and looks every few seconds for those that are to be tried again.
 *
 * There is no health check for mail: a mail server that is away is what the outbox is there for, and a server taken
 * out of service for it would help nobody. The page shows what failed, and why.
 */
@Injectable()
export class MailSenderJob implements OnApplicationBootstrap, OnModuleDestroy {
  readonly job: Job = { id: 'platform.mail', schedule: { everyMs: 5000 }, run: () => this.run() };
  private readonly stop = new AbortController();
  private isStopping = false;
  private isNudged = false;
  private unsubscribe = (): void => {};

  constructor(
    private readonly jobs: JobRunner,
    private readonly round: MailRound,
    private readonly events: EventBus,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.events.on('mail.waiting', () => this.nudge());
    this.jobs.add(this.job);
  }

  /** Comes before the runner waits for its jobs, and the database closes behind them. */
  onModuleDestroy(): void {
    this.unsubscribe();
    this.isStopping = true;
    setTimeout(() => this.stop.abort(), graceMs).unref();
  }

  private nudge(): void {
    this.isNudged = true;
    void this.jobs.runNow(this.job);
  }

  private async run(): Promise<void> {
    let isMore = true;
    while (isMore && !this.isStopping) {
      this.isNudged = false;
      const tried = await this.round.run(this.stop.signal);
      // One that was put while the last were sent would otherwise wait for the next turn.
      isMore = tried > 0 || this.isNudged;
    }
  }
}
