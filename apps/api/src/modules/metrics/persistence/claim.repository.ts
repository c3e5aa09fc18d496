import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { inChunks } from '../../../platform/database/in-chunks.js';
import type { ClaimState } from '../domain/claim.js';
import type { Spans } from '../domain/spans.js';
import { MetricClaimEntity } from './metric-claim.entity.js';
import { rowValues } from './row-values.js';

/** What visitors got of files today. */
@Injectable()
export class ClaimRepository {
  constructor(private readonly database: Database) {}

  /** Those that are known, by id. */
  async of(day: string, ids: readonly string[]): Promise<Map<string, ClaimState>> {
    const states = new Map<string, ClaimState>();
    for (const chunk of inChunks(ids)) {
      const rows = await this.database.manager.findBy(MetricClaimEntity, { day, id: In([...chunk]) });
      for (const row of rows) states.set(row.id, { ...row, spans: JSON.parse(row.spans) as Spans });
    }
    return states;
  }

  async keep(states: readonly ClaimState[]): Promise<void> {
    for (const chunk of inChunks(states)) {
      const { sql, given } = rowValues(
        chunk.map(({ day, id, spans, counted }) => [day, id, JSON.stringify(spans), counted]),
      );
      await this.database.manager.query(
        `INSERT INTO metric_claims (day, id, spans, counted) VALUES ${sql}
         ON CONFLICT (day, id) DO UPDATE SET spans = excluded.spans, counted = excluded.counted`,
        given,
      );
    }
  }
}
