import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Claim, ClaimState } from '../../domain/claim.js';
import type { MetricEvent } from '../../domain/metric-event.js';
import { coversAll, joinedSpans } from '../../domain/spans.js';
import { ClaimRepository } from '../../persistence/claim.repository.js';

/** Knows which files are complete. */
@Injectable()
export class ClaimBook {
  constructor(private readonly claims: ClaimRepository) {}

  /**
   * Within a unit of work that writes figures, and so alone.
   *
   * @param given each id at most once.
   * @returns what is counted by those that became complete.
   */
  async settle(given: readonly Claim[]): Promise<MetricEvent[]> {
    const settled: MetricEvent[] = [];
    for (const day of new Set(given.map((claim) => claim.day))) {
      settled.push(
        ...(await this.#settleDay(
          day,
          given.filter((claim) => claim.day === day),
        )),
      );
    }
    return settled;
  }

  async #settleDay(day: string, given: readonly Claim[]): Promise<MetricEvent[]> {
    const known = await this.claims.of(
      day,
      given.map(({ id }) => id),
    );
    const settled: MetricEvent[] = [];
    const changed: ClaimState[] = [];
    for (const { id, spans: got, sizeBytes, event } of given) {
      const before = known.get(id);
      if (before?.counted) continue;
      const spans = joinedSpans(before?.spans ?? [], got);
      const counted = coversAll(spans, sizeBytes);
      // Of what is counted nothing more is asked.
      changed.push({ day, id, spans: counted ? [] : spans, counted });
      if (counted) settled.push({ ...event, id: uuidv7() });
    }
    await this.claims.keep(changed);
    return settled;
  }
}
