import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { ReleaseSync } from './release-sync.js';
import { SyncPace } from './sync-pace.js';

/** Asks sources behind the answer that is given already. */
@Injectable()
export class BackgroundSync implements BeforeApplicationShutdown {
  readonly #logger = new Logger(BackgroundSync.name);
  /** By slug: one under way, and perhaps one behind it. */
  readonly #going = new Map<string, { isWanted: boolean; readonly done: Promise<void> }>();
  #isStopping = false;

  constructor(
    private readonly sync: ReleaseSync,
    private readonly tools: ToolRepository,
    private readonly pace: SyncPace,
  ) {}

  /**
   * However often it is called, one is under way at most, and one behind it that sees what came since. A source that said
   * when it wants to be asked again is left to the timer.
   */
  soon(slug: string): void {
    const going = this.#going.get(slug);
    if (going) going.isWanted = true;
    else if (!this.#isStopping) this.#begin(slug);
  }

  /** Waits for all that is under way. */
  async settled(): Promise<void> {
    while (this.#going.size > 0) await Promise.all([...this.#going.values()].map(({ done }) => done));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#going.values()].map(({ done }) => done));
  }

  #begin(slug: string): void {
    // One that somebody else began may have looked before what is told of now.
    const isBehind = this.sync.isGoing(slug);
    const done = this.#run(slug).finally(() => {
      const isWanted = this.#going.get(slug)?.isWanted === true || isBehind;
      this.#going.delete(slug);
      if (isWanted && !this.#isStopping) this.#begin(slug);
    });
    this.#going.set(slug, { isWanted: false, done });
  }

  async #run(slug: string): Promise<void> {
    try {
      const tool = await this.tools.find(slug);
      if (!tool || this.pace.isToBeLetBe(tool)) return;
      await this.sync.sync(slug);
    } catch (error) {
      // What a source does not give is written beside its tool.
      if (!(error instanceof DomainError)) this.#logger.error(error, `The source of "${slug}" could not be read`);
    }
  }
}
