import { metricNames } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { parts } from '../domain/tally.js';

const allMetrics = metricNames.map((name) => `'${name}'`).join(', ');

/** Rows of two sources with the same columns, and `value`. */
interface Comparison {
  readonly columns: readonly string[];
  readonly one: string;
  readonly other: string;
}

const events = `metric_events WHERE at >= $1 AND at < $2`;
const hours = `metric_hours WHERE metric IN (${allMetrics}) AND hour >= $1 AND hour < $2`;
const rolledUp = '(SELECT day FROM metric_watermark WHERE id = 1)';
const owner = "metric, COALESCE(tool, '') AS tool";

const hoursAreEvents: Comparison = {
  columns: ['period', 'metric', 'tool', 'version'],
  one: `SELECT substr(at, 1, 13) AS period, ${owner}, COALESCE(version, '') AS version, value FROM ${events}`,
  other: `SELECT hour AS period, metric, tool, version, value FROM ${hours}`,
};

/** Of a day that is not rolled up, there is nothing yet. */
const daysAreHours: Comparison = {
  columns: ['period', 'metric', 'tool', 'version'],
  one: `SELECT substr(hour, 1, 10) AS period, metric, tool, version, value FROM ${hours} AND hour < ${rolledUp} || 'U'`,
  other: `SELECT day AS period, metric, tool, version, value FROM metric_days
          WHERE metric IN (${allMetrics}) AND day >= $1 AND day < $2`,
};

/** What is not known has no name to compare by. */
const partsAreEvents = (part: (typeof parts)[number]): Comparison => ({
  columns: ['metric', 'tool', 'name'],
  one: `SELECT ${owner}, ${part === 'file' ? "COALESCE(version, '') || '/' || file" : part} AS name, value
        FROM ${events} AND ${part} IS NOT NULL`,
  other: `SELECT metric, tool, key AS name, value FROM metric_day_parts
          WHERE metric IN (${allMetrics}) AND part = '${part}' AND period >= $1 AND period < $2 AND key <> ''`,
});

const monthsAreDays: Comparison = {
  columns: ['period', 'metric', 'tool', 'version'],
  one: 'SELECT substr(day, 1, 7) AS period, metric, tool, version, value FROM metric_days',
  other: 'SELECT month AS period, metric, tool, version, value FROM metric_months',
};

const toolDaysAreDays: Comparison = {
  columns: ['period', 'metric', 'tool'],
  one: 'SELECT day AS period, metric, tool, value FROM metric_days',
  other: 'SELECT day AS period, metric, tool, value FROM metric_tool_days',
};

const monthPartsAreDayParts: Comparison = {
  columns: ['period', 'metric', 'part', 'tool', 'key'],
  one: 'SELECT substr(period, 1, 7) AS period, metric, part, tool, key, value FROM metric_day_parts',
  other: 'SELECT period, metric, part, tool, key, value FROM metric_month_parts',
};

/** Holds what is derived from each other against each other, each time in one statement that sees one state. */
@Injectable()
export class FigureAudit {
  constructor(private readonly database: Database) {}

  /** Those that still have events, the first of them first. */
  async days(): Promise<string[]> {
    const rows: { day: string }[] = await this.database.manager.query(
      'SELECT DISTINCT substr(at, 1, 10) AS day FROM metric_events ORDER BY 1',
    );
    return rows.map(({ day }) => day);
  }

  async mismatchesOf(day: string): Promise<number> {
    let found = 0;
    for (const comparison of [hoursAreEvents, daysAreHours, ...parts.map(partsAreEvents)]) {
      found += await this.#mismatches(comparison, [day, `${day}U`]);
    }
    return found;
  }

  /** Of all that was ever rolled up. */
  async mismatchesOfSums(): Promise<number> {
    let found = 0;
    for (const comparison of [toolDaysAreDays, monthsAreDays, monthPartsAreDayParts]) {
      found += await this.#mismatches(comparison, []);
    }
    return found;
  }

  async #mismatches({ columns, one, other }: Comparison, given: readonly string[]): Promise<number> {
    const names = columns.join(', ');
    const [row]: { count: number | string }[] = await this.database.manager.query(
      `SELECT COUNT(*) AS count FROM (
         SELECT ${names} FROM (
           SELECT ${names}, value AS one, 0 AS other FROM (${one}) AS given
           UNION ALL SELECT ${names}, 0 AS one, value AS other FROM (${other}) AS derived
         ) AS both_sides GROUP BY ${names} HAVING SUM(one) <> SUM(other)
       ) AS wrong`,
      [...given],
    );
    return Number(row?.count ?? 0);
  }
}
