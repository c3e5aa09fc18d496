import type { Pieces, TextRange } from '../domain/time-span.js';

/** What figures are wanted. */
export interface FigureFilter {
  readonly metrics: readonly string[];
  /** Null: all. */
  readonly tool: string | null;
}

interface Source {
  readonly table: string;
  /** The column that says when. */
  readonly time: string;
  readonly ranges: readonly TextRange[];
  /** Only hours that are not rolled up. */
  readonly isOpen?: boolean;
}

/** Hours of the last day that is rolled up, and of all before it, are not greater. */
const behindWatermark = "hour > (SELECT day || 'U' FROM metric_watermark WHERE id = 1)";

/** One statement over all tables that hold a part of what is asked: so it sees one state of them. */
export class FigureStatement {
  readonly given: unknown[] = [];

  constructor(private readonly filter: FigureFilter) {}

  /**
   * Rows with the columns, and `value`.
   *
   * @param at SQL of a column `at`, made of that which says when, for example `substr(time, 1, 10)`; null for none.
   */
  rowsOf(pieces: Pieces, columns: readonly string[], at: string | null): string {
    const days = columns.includes('version') ? 'metric_days' : 'metric_tool_days';
    const sources: Source[] = [
      { table: 'metric_months', time: 'month', ranges: pieces.months },
      { table: days, time: 'day', ranges: pieces.days },
      { table: 'metric_hours', time: 'hour', ranges: pieces.open, isOpen: true },
      { table: 'metric_hours', time: 'hour', ranges: pieces.hours },
    ];
    const selects = sources.flatMap((source) => source.ranges.map((range) => this.#select(source, range, columns, at)));
    return selects.length > 0 ? selects.join(' UNION ALL ') : this.#nothing(columns, at);
  }

  #select({ table, time, isOpen }: Source, range: TextRange, columns: readonly string[], at: string | null): string {
    const when = at === null ? [] : [`${at.replaceAll('time', time)} AS at`];
    const where = [
      `metric IN (${this.filter.metrics.map((metric) => this.#give(metric)).join(', ')})`,
      `${time} >= ${this.#give(range.from)}`,
      `${time} < ${this.#give(range.to)}`,
      ...(this.filter.tool === null ? [] : [`tool = ${this.#give(this.filter.tool)}`]),
      ...(isOpen ? [behindWatermark] : []),
    ];
    // Added up here first: in the order of the key, which costs nothing, and leaves little to add up behind it.
    const groups = [...when.map((sql) => sql.replace(' AS at', '')), ...columns].join(', ');
    return (
      `SELECT ${[...when, ...columns, 'SUM(value) AS value'].join(', ')} FROM ${table} ` +
      `WHERE ${where.join(' AND ')} GROUP BY ${groups}`
    );
  }

  #nothing(columns: readonly string[], at: string | null): string {
    const names = [...(at === null ? [] : ["'' AS at"]), ...columns.map((name) => `'' AS ${name}`), '0 AS value'];
    return `SELECT ${names.join(', ')} WHERE 1 = 0`;
  }

  #give(value: unknown): string {
    return `$${this.given.push(value)}`;
  }
}
