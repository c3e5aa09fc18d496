import { metricNames } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { inChunks } from '../../../platform/database/in-chunks.js';
import { monthOf } from '../domain/moments.js';
import type { HourFigure, PartFigure, Tally } from '../domain/tally.js';
import { Watermark } from './watermark.js';
import { rowValues } from './row-values.js';

interface FigureTable {
  readonly name: string;
  /** Its primary key. */
  readonly key: readonly string[];
}

/** In words of SQL: by them the key of figures begins. */
const allMetrics = metricNames.map((name) => `'${name}'`).join(', ');

const hours: FigureTable = { name: 'metric_hours', key: ['metric', 'hour', 'tool', 'version'] };
const days: FigureTable = { name: 'metric_days', key: ['metric', 'day', 'tool', 'version'] };
const toolDays: FigureTable = { name: 'metric_tool_days', key: ['metric', 'day', 'tool'] };
const months: FigureTable = { name: 'metric_months', key: ['metric', 'month', 'tool', 'version'] };
const partKey = ['metric', 'part', 'period', 'tool', 'key'];
const dayParts: FigureTable = { name: 'metric_day_parts', key: partKey };
const monthParts: FigureTable = { name: 'metric_month_parts', key: partKey };

/** Adds to figures. Whoever calls it holds the watermark. */
@Injectable()
export class FigureWriter {
  constructor(
    private readonly database: Database,
    private readonly watermark: Watermark,
  ) {}

  /** Within a unit of work: nobody else writes figures until it ends. @returns the last day that is rolled up. */
  hold(): Promise<string> {
    return this.watermark.hold();
  }

  /** @param rolledUpTo the watermark: what came late for such a day belongs to its sums as well. */
  async add(tally: Tally, rolledUpTo: string): Promise<void> {
    await this.#upsert(hours, tally.hours.map(hourRow));
    const late = tally.hours.filter(({ hour }) => dayIn(hour) <= rolledUpTo);
    for (const figure of late) {
      await this.#upsert(days, [rowOf(figure, dayIn(figure.hour))]);
      await this.#upsert(toolDays, [[figure.metric, dayIn(figure.hour), figure.tool, figure.value]]);
      await this.#upsert(months, [rowOf(figure, monthOf(figure.hour))]);
    }
    await this.#upsert(dayParts, tally.dayParts.map(partRow));
    await this.#upsert(monthParts, tally.monthParts.map(partRow));
  }

  /**
   * Sums the hours of the first day up that was not before, and moves the watermark.
   *
   * @param before a day; it and those behind it are left alone.
   * @returns the day; null where there was none.
   */
  async rollUpNext(before: string): Promise<string | null> {
    const day = await this.#firstDayBehind(await this.hold());
    if (day === null || day >= before) return null;
    await this.#rollUp(day);
    await this.watermark.set(day);
    return day;
  }

  async deleteHoursBefore(day: string): Promise<void> {
    await this.database.manager.query(`DELETE FROM metric_hours WHERE metric IN (${allMetrics}) AND hour < $1`, [day]);
  }

  /** Once for each day: its month grows by it. */
  async #rollUp(day: string): Promise<void> {
    const { manager } = this.database;
    const sum = (length: number) =>
      `SELECT metric, substr(hour, 1, ${length}), tool, version, SUM(value) FROM metric_hours
       WHERE metric IN (${allMetrics}) AND hour >= $1 AND hour < $2
       GROUP BY metric, substr(hour, 1, ${length}), tool, version`;
    await manager.query(`INSERT INTO metric_days (metric, day, tool, version, value) ${sum(10)}`, [day, endOf(day)]);
    await manager.query(
      `INSERT INTO metric_tool_days (metric, day, tool, value)
       SELECT metric, day, tool, SUM(value) FROM metric_days
       WHERE metric IN (${allMetrics}) AND day = $1 GROUP BY metric, day, tool`,
      [day],
    );
    await manager.query(
      `INSERT INTO metric_months (metric, month, tool, version, value) ${sum(7)}
       ON CONFLICT (metric, month, tool, version) DO UPDATE SET value = metric_months.value + excluded.value`,
      [day, endOf(day)],
    );
  }

  /** Each metric on its own, for so the key leads to its first hour at once. */
  async #firstDayBehind(day: string): Promise<string | null> {
    const firsts = metricNames.map(
      (name) => `SELECT MIN(hour) AS hour FROM metric_hours WHERE metric = '${name}' AND hour > $1`,
    );
    const [row]: { hour: string | null }[] = await this.database.manager.query(
      `SELECT MIN(hour) AS hour FROM (${firsts.join(' UNION ALL ')}) AS firsts`,
      [endOf(day)],
    );
    return row?.hour ? dayIn(row.hour) : null;
  }

  async #upsert({ name, key }: FigureTable, rows: readonly unknown[][]): Promise<void> {
    for (const chunk of inChunks(rows)) {
      const { sql, given } = rowValues(chunk);
      await this.database.manager.query(
        `INSERT INTO ${name} (${key.join(', ')}, value) VALUES ${sql}
         ON CONFLICT (${key.join(', ')}) DO UPDATE SET value = ${name}.value + excluded.value`,
        given,
      );
    }
  }
}

/** Behind all hours of a day, and before those of the next. */
const endOf = (day: string): string => `${day}U`;

const dayIn = (hour: string): string => hour.slice(0, 10);

const rowOf = ({ metric, tool, version, value }: HourFigure, period: string): unknown[] => [
  ...[metric, period, tool, version, value],
];

const hourRow = (figure: HourFigure): unknown[] => rowOf(figure, figure.hour);

const partRow = ({ metric, part, period, tool, key, value }: PartFigure): unknown[] => [
  ...[metric, part, period, tool, key, value],
];
