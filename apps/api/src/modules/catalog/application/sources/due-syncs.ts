import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { inParallel } from '../../domain/in-parallel.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { ReleaseSync } from './release-sync.js';

const mostAtOnce = 4;
/** More are asked the next time: the longest overdue come first. */
const mostInTurn = 50;

/** Asks sources whose time has come. */
@Injectable()
export class DueSyncs {
  readonly #logger = new Logger(DueSyncs.name);

  constructor(
    private readonly tools: ToolRepository,
    private readonly sync: ReleaseSync,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const due = await this.tools.due(this.clock.now().toISOString(), mostInTurn);
    await inParallel(due, mostAtOnce, async ({ slug }) => {
      try {
        await this.sync.sync(slug);
      } catch (error) {
        // Why a source cannot be asked is kept with its tool, and so is when it is asked again.
        if (!(error instanceof DomainError)) this.#logger.error(error, `The source of "${slug}" could not be read`);
      }
    });
  }
}
