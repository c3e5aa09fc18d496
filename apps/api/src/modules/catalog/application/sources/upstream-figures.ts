import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { UpstreamCounts } from '../../../metrics/index.js';
import { UpstreamStatistics } from '../../domain/upstream-statistics.js';
import { ToolRepository } from '../../persistence/tool.repository.js';

/** Fetches what GitLab counted itself, to be shown beside our own figures. */
@Injectable()
export class UpstreamFigures {
  readonly #logger = new Logger(UpstreamFigures.name);
  /** The day (UTC) on which all were asked. */
  #askedOn = '';

  constructor(
    private readonly tools: ToolRepository,
    private readonly statistics: UpstreamStatistics,
    private readonly counts: UpstreamCounts,
    private readonly clock: Clock,
  ) {}

  /** Once a day, however often it is called. */
  async run(): Promise<void> {
    const today = this.clock.now().toISOString().slice(0, 10);
    if (this.#askedOn === today) return;
    this.#askedOn = today;
    for (const { slug, source } of await this.tools.all()) {
      if (source?.kind !== 'gitlab') continue;
      try {
        await this.counts.keep(slug, await this.statistics.of(source));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        this.#logger.warn(`GitLab's own figures of "${slug}" were not had: ${error.message}`);
      }
    }
  }
}
