import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { type RunListQuery, RunRepository } from '../../persistence/run.repository.js';
import { BotCatalog } from '../bots/bot-catalog.js';
import { RunLedger } from './run-ledger.js';

/** Lists of runs, the newest first, with the line counts of those that go on. */
@Injectable()
export class RunListing {
  constructor(
    private readonly runs: RunRepository,
    private readonly bots: BotCatalog,
    private readonly ledger: RunLedger,
  ) {}

  async page(query: RunListQuery) {
    const { items, nextCursor } = await this.runs.page(query);
    return { items: items.map((run) => this.withLiveCount(run)), nextCursor };
  }

  /** @throws when there is no such bot. */
  async ofBot(slug: string, query: Omit<RunListQuery, 'slugs'>) {
    const bot = await this.bots.get(slug);
    return this.page({ ...query, slugs: [bot.slug] });
  }

  withLiveCount(run: Run): Run {
    return this.ledger.withLiveCount(run);
  }
}
