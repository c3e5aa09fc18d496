import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { ServerLock } from '../lifecycle/server-lock.js';
import { Metrics } from '../observability/metrics.js';
import type { Job } from './job.js';

/** Runs the modules' jobs, each at most once at a time; one that fails is logged and tried again at its next turn. */
@Injectable()
export class JobRunner implements BeforeApplicationShutdown {
  private readonly logger = new Logger(JobRunner.name);
  private readonly running = new Map<string, Promise<void>>();
  private readonly count: (labels: { job: string; outcome: 'done' | 'failed' }) => void;

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly lock: ServerLock,
    metrics: Metrics,
  ) {
    this.count = metrics.counter('bothy_jobs_total', 'Turns of jobs, by how they ended', ['job', 'outcome']);
  }

  /** Begins the job's schedule, in the server; a command on the host has none. */
  add(job: Job): void {
    if (!this.lock.isHeld) return;
    this.registry.addInterval(
      job.id,
      setInterval(() => void this.runNow(job), job.schedule.everyMs),
    );
  }

  /** Runs a job at once, or waits for it when it runs already. Never throws. A command on the host leaves it to the server. */
  runNow(job: Job): Promise<void> {
    if (!this.lock.isHeld) return Promise.resolve();
    const running = this.running.get(job.id);
    if (running) return running;
    const attempt = this.attempt(job).finally(() => this.running.delete(job.id));
    this.running.set(job.id, attempt);
    return attempt;
  }

  /** Ends the schedule and waits for what runs: the database closes behind it. */
  async beforeApplicationShutdown(): Promise<void> {
    for (const name of this.registry.getIntervals()) this.registry.deleteInterval(name);
    await Promise.all(this.running.values());
  }

  private async attempt(job: Job): Promise<void> {
    try {
      await job.run();
      this.count({ job: job.id, outcome: 'done' });
    } catch (error) {
      this.count({ job: job.id, outcome: 'failed' });
      this.logger.error(`The job ${job.id} failed.`, error instanceof Error ? error.stack : String(error));
    }
  }
}
