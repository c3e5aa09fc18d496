import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { HealthChecks } from '../../../../platform/health/health-checks.js';
import { RunnerLink } from '../../domain/runner-link.js';
import { RunTracker } from './run-tracker.js';

/** Grace of a stop: shorter than that of a cancel, for whoever stops the server waits for it. */
const stopGraceMs = 3_000;

/** Attaches the runner when the server starts, and ends runs (or leaves them to it) when the server stops. */
@Injectable()
export class BotsLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly link: RunnerLink,
    private readonly tracker: RunTracker,
    private readonly config: Config,
    private readonly health: HealthChecks,
  ) {}

  onApplicationBootstrap(): void {
    this.health.add('runner', () => this.#checkRunner());
    this.link.open(this.tracker);
  }

  /** Before streams and connections are closed, so that whoever watches sees how the runs ended. */
  async onModuleDestroy(): Promise<void> {
    await this.link.stop(this.config.role === 'all' ? this.config.stop : 'keep', stopGraceMs);
    await this.tracker.settled();
  }

  async #checkRunner(): Promise<void> {
    if (!this.link.attached) throw new Error('No runner is attached; runs wait.');
  }
}
