import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Claim } from '../../domain/claim.js';
import type { Counted } from '../../domain/counted.js';
import type { MetricEvent } from '../../domain/metric-event.js';
import { joinedSpans } from '../../domain/spans.js';
import { CountFigures } from './count-figures.js';
import { type Batch, CountWriter } from './count-writer.js';
import { condensed } from './condensed.js';
import { KnownReferrers } from './known-referrers.js';

/** A unit of work costs as much for one as for a thousand, and whoever looks may wait so long. */
const gatherMs = 250;
const longestPauseMs = 15_000;
const batchSize = 5000;
/** While the database cannot be written to: what comes behind is added up by the hour. */
const mostEvents = 20_000;
const mostClaims = 20_000;
/** At the end of the process. */
const lastTries = 3;

/** What was counted and is not written down yet. */
@Injectable()
export class CountBuffer implements OnApplicationShutdown {
  readonly #logger = new Logger(CountBuffer.name);
  #events: MetricEvent[] = [];
  readonly #claims = new Map<string, Claim>();
  /** What could not be written: it is tried again as it was, before all else. */
  #failed: Batch | null = null;
  #pauseMs = gatherMs;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isEnding = false;

  constructor(
    private readonly writer: CountWriter,
    private readonly clock: Clock,
    private readonly figures: CountFigures,
    private readonly referrers: KnownReferrers,
  ) {}

  add(counted: Counted): void {
    this.#events.push({ ...counted, id: uuidv7(), at: this.clock.now().toISOString() });
    if (this.#events.length > mostEvents) this.#events = condensed(this.#events);
    this.#schedule();
  }

  claim(claim: Claim): void {
    const key = `${claim.day} ${claim.id}`;
    const before = this.#claims.get(key);
    if (!before && this.#claims.size >= mostClaims) {
      this.#logger.warn('A part of a download is not counted: too many wait for the database.');
      return;
    }
    this.#claims.set(key, before ? { ...claim, spans: joinedSpans(before.spans, claim.spans) } : claim);
    this.#schedule();
  }

  /** Resolves when all that was counted by now is written, or could not be. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeAll());
    return this.#writing;
  }

  /** Behind the last answer, and before the database is given up. */
  async onApplicationShutdown(): Promise<void> {
    this.#isEnding = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (let tries = 0; tries < lastTries && this.#isWaiting; tries += 1) await this.flush();
    if (this.#isWaiting) this.#logger.error('What was counted last could not be written down, and is lost.');
  }

  get #isWaiting(): boolean {
    return this.#failed !== null || this.#events.length > 0 || this.#claims.size > 0;
  }

  #schedule(): void {
    if (this.#timer || this.#isEnding) return;
    this.#timer = setTimeout(() => {
      // Gone before the writing ends: what comes meanwhile has its own.
      this.#timer = null;
      void this.flush();
    }, this.#pauseMs).unref();
  }

  async #writeAll(): Promise<void> {
    while (this.#isWaiting) {
      const batch = this.#next();
      if (await this.#isWritten(batch)) continue;
      this.#failed = { ...batch, isAgain: true };
      this.#schedule();
      return;
    }
  }

  #next(): Batch {
    if (this.#failed) return this.#failed;
    const claims = [...this.#claims].slice(0, batchSize);
    for (const [key] of claims) this.#claims.delete(key);
    return { events: this.#events.splice(0, batchSize), claims: claims.map(([, claim]) => claim), isAgain: false };
  }

  async #bounded({ events, claims, isAgain }: Batch): Promise<Batch> {
    const claimed = await this.referrers.bounded(claims.map(({ event }) => event));
    return {
      events: await this.referrers.bounded(events),
      claims: claims.map((claim, place) => ({ ...claim, event: claimed[place] ?? claim.event })),
      isAgain,
    };
  }

  async #isWritten(batch: Batch): Promise<boolean> {
    try {
      this.figures.note(await this.writer.write(await this.#bounded(batch)));
      this.#failed = null;
      this.#pauseMs = gatherMs;
      return true;
    } catch (error) {
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs);
      this.#logger.error('What was counted could not be written down. It is tried again.', stackOf(error));
      return false;
    }
  }
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : String(error));
