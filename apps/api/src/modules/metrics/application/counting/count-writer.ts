import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { Claim } from '../../domain/claim.js';
import type { MetricEvent } from '../../domain/metric-event.js';
import { tallyOf } from '../../domain/tally.js';
import { FigureWriter } from '../../persistence/figure-writer.js';
import { EventRepository } from '../../persistence/event.repository.js';
import { ClaimBook } from './claim-book.js';

/** What is written together, or not at all. */
export interface Batch {
  readonly events: readonly MetricEvent[];
  readonly claims: readonly Claim[];
  /** It was tried before. The database may have kept it, and only the word of it been lost. */
  readonly isAgain: boolean;
}

/** Writes down what was counted: as it was, and added to all figures that it belongs to. */
@Injectable()
export class CountWriter {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventRepository,
    private readonly figures: FigureWriter,
    private readonly claims: ClaimBook,
  ) {}

  /** @returns all that was counted, by files that are complete now as well. */
  write({ events, claims, isAgain }: Batch): Promise<readonly MetricEvent[]> {
    return this.unitOfWork.run(async () => {
      const rolledUpTo = await this.figures.hold();
      const [first] = events;
      if (isAgain && first && (await this.events.has(first.id))) return [];
      const all = [...events, ...(await this.claims.settle(claims))];
      await this.events.insert(all);
      await this.figures.add(tallyOf(all), rolledUpTo);
      return all;
    });
  }
}
