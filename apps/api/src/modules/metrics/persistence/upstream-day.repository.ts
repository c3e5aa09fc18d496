import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { inChunks } from '../../../platform/database/in-chunks.js';
import { MetricUpstreamDayEntity } from './metric-upstream-day.entity.js';
import { rowValues } from './row-values.js';

/** A day as GitLab counted it. */
export type UpstreamDay = Pick<MetricUpstreamDayEntity, 'day' | 'fetches' | 'fetchedAt'>;

@Injectable()
export class UpstreamDayRepository {
  constructor(private readonly database: Database) {}

  async keep(
    tool: string,
    days: readonly { readonly day: string; readonly fetches: number }[],
    fetchedAt: string,
  ): Promise<void> {
    const byDay = new Map(days.map(({ day, fetches }) => [day, fetches]));
    for (const chunk of inChunks([...byDay])) {
      const { sql, given } = rowValues(chunk.map(([day, fetches]) => [tool, day, fetches, fetchedAt]));
      await this.database.manager.query(
        `INSERT INTO metric_upstream_days (tool, day, fetches, fetched_at) VALUES ${sql}
         ON CONFLICT (tool, day) DO UPDATE SET fetches = excluded.fetches, fetched_at = excluded.fetched_at`,
        given,
      );
    }
  }

  /** The last of them, the oldest first. */
  async last(tool: string, count: number): Promise<UpstreamDay[]> {
    const found = await this.database.manager.find(MetricUpstreamDayEntity, {
      where: { tool },
      order: { day: 'DESC' },
      take: count,
    });
    return found.toReversed();
  }
}
