import { type AttemptRecord, isFinal, type Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { RunAttempts } from '../../persistence/run-attempts.js';
import { type RunListQuery, RunPages } from '../../persistence/run-pages.js';
import { BotCatalog } from '../bots/bot-catalog.js';
import { RunLedger } from './run-ledger.js';

/** Lists of runs and of their attempts, with the line counts of those that go on. */
@Injectable()
export class RunListing {
  constructor(
    private readonly pages: RunPages,
    private readonly attempts: RunAttempts,
    private readonly bots: BotCatalog,
    private readonly ledger: RunLedger,
  ) {}

  async page(query: RunListQuery) {
    return this.#withLiveCounts(await this.pages.page(query));
  }

  /** @throws when there is no such bot. */
  async ofBot(slug: string, query: Omit<RunListQuery, 'slugs'>) {
    const bot = await this.bots.get(slug);
    return this.#withLiveCounts(await this.pages.ofBot(bot.id, query));
  }

  /** The first one first; the one that goes on, or is waited for, is the last. */
  async attemptsOf(run: Run): Promise<{ items: AttemptRecord[] }> {
    const ended = await this.attempts.of(run.id);
    if (ended.some(({ attempt }) => attempt === run.attempt)) return { items: ended };
    const { attempt, status, exitCode, signal, reason, lineCount, byteCount } = this.withLiveCount(run);
    // A run's own start is that of its first attempt.
    const startedAt = attempt === 1 ? run.startedAt : null;
    const finishedAt = isFinal(status) ? run.finishedAt : null;
    const last = { attempt, status, exitCode, signal, reason, startedAt, finishedAt, lineCount, byteCount };
    return { items: [...ended, last] };
  }

  withLiveCount(run: Run): Run {
    return this.ledger.withLiveCount(run);
  }

  #withLiveCounts<Page extends { items: Run[] }>(page: Page): Page {
    return { ...page, items: page.items.map((run) => this.withLiveCount(run)) };
  }
}
