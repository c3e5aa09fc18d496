import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { inChunks } from '../../../platform/database/in-chunks.js';
import type { MetricEvent } from '../domain/metric-event.js';
import { MetricEventEntity } from './metric-event.entity.js';
import { rowValues } from './row-values.js';

/** Events as they were counted. */
@Injectable()
export class EventRepository {
  constructor(private readonly database: Database) {}

  has(id: string): Promise<boolean> {
    return this.database.manager.existsBy(MetricEventEntity, { id });
  }

  async insert(events: readonly MetricEvent[]): Promise<void> {
    for (const chunk of inChunks(events)) {
      const { sql, given } = rowValues(chunk.map(rowOf));
      await this.database.manager.query(
        `INSERT INTO metric_events (id, at, metric, tool, version, file, referrer, country, value) VALUES ${sql}`,
        given,
      );
    }
  }

  /** The day of the oldest; null where there is none. */
  async firstDay(): Promise<string | null> {
    const [row]: { at: string | null }[] = await this.database.manager.query('SELECT MIN(at) AS at FROM metric_events');
    return row?.at?.slice(0, 10) ?? null;
  }

  async deleteBefore(day: string): Promise<void> {
    await this.database.manager.query('DELETE FROM metric_events WHERE at < $1', [day]);
  }
}

const rowOf = ({ id, at, metric, tool, version, file, referrer, country, value }: MetricEvent): unknown[] => [
  ...[id, at, metric, tool, version ?? null, file ?? null, referrer ?? null, country ?? null, value],
];
