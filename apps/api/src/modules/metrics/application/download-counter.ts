import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import type { SentPart, Visitor } from '../domain/counted.js';
import { dayOf } from '../domain/moments.js';
import { withSpan } from '../domain/spans.js';
import { CountBuffer } from './counting/count-buffer.js';
import { VisitorBook } from './visitors/visitor-book.js';

/** Counts downloads by the rules of the house: once for each person, day, file and version, when all of it was sent. */
@Injectable()
export class DownloadCounter {
  readonly #logger = new Logger(DownloadCounter.name);

  constructor(
    private readonly buffer: CountBuffer,
    private readonly visitors: VisitorBook,
    private readonly clock: Clock,
  ) {}

  /**
   * To be told of each part of a file that was sent, whole or cut. Never throws. Resolves when it is taken; it is
   * written down within half a second.
   */
  async sent(visitor: Visitor, part: SentPart): Promise<void> {
    const { tool, version, file, sizeBytes, from, to } = part;
    const isEmpty = to <= from;
    if (!isEmpty) this.buffer.add({ metric: 'bytes', tool, version, file, value: to - from });
    if (isEmpty && sizeBytes > 0) return;
    try {
      await this.#claim(visitor, part);
    } catch (error) {
      // Of a visitor, nothing is for the log.
      this.#logger.error('A download could not be counted.', error instanceof Error ? error.stack : String(error));
    }
  }

  async #claim(visitor: Visitor, { tool, version, file, sizeBytes, from, to }: SentPart): Promise<void> {
    const now = this.clock.now();
    const day = dayOf(now);
    const { isCrawler, referrer, country } = this.visitors.know(visitor);
    const metric = isCrawler ? 'bot-downloads' : 'downloads';
    const event = { at: now.toISOString(), metric, tool, version, file, value: 1, referrer, country } as const;
    const id = await this.visitors.nameOf(visitor, [tool, version, file], day);
    this.buffer.claim({ id, day, sizeBytes, spans: withSpan([], from, to), event });
  }
}
