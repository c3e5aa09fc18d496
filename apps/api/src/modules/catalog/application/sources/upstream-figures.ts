import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { UpstreamCounts } from '../../../metrics/index.js';
import { UpstreamStatistics } from '../../domain/upstream-statistics.js';
import { ToolRepository } from '../../persistence/tool.repository.js';

type GitlabSettings = Parameters<UpstreamStatistics['of']>[0];

/** Fetches what GitLab counted itself, to be shown beside our own figures. */
@Injectable()
export class UpstreamFigures {
  readonly #logger = new Logger(UpstreamFigures.name);
  /** By tool: the day (UTC) of its last figures. */
  readonly #hadOn = new Map<string, string>();

  constructor(
    private readonly tools: ToolRepository,
    private readonly statistics: UpstreamStatistics,
    private readonly counts: UpstreamCounts,
    private readonly clock: Clock,
  ) {}

  /** Once a day for each tool, however often it is called; those that were not had are asked for again. */
  async run(): Promise<void> {
    const today = this.clock.now().toISOString().slice(0, 10);
    for (const { id, slug, source } of await this.tools.all()) {
      if (source?.kind !== 'gitlab' || this.#hadOn.get(id) === today) continue;
      if (await this.#fetch(slug, source)) this.#hadOn.set(id, today);
    }
  }

  /** What goes wrong with one tool is no matter of the others. @returns whether they were had. */
  async #fetch(slug: string, source: GitlabSettings): Promise<boolean> {
    try {
      await this.counts.keep(slug, await this.statistics.of(source));
      return true;
    } catch (error) {
      if (error instanceof DomainError)
        this.#logger.warn(`GitLab's own figures of "${slug}" were not had: ${error.message}`);
      else this.#logger.error(error, `GitLab's own figures of "${slug}" could not be kept`);
      return false;
    }
  }
}
