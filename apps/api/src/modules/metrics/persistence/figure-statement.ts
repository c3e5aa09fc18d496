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
  /** Of its texts. */
  readonly length: number;
  readonly ranges: readonly TextRange[];
  /** Only hours that are not rolled up. */
  readonly isOpen?: boolean;
}

/**
 * The first hour that is not rolled up, or the beginning of the range where that comes later. One bound, not two:
 * SQLite looks rows up by one of them only, and by the other would walk through all hours that are kept.
 */
const openFrom = (from: string): string =>
  `(SELECT CASE WHEN day || 'U' > ${from} THEN day || 'U' ELSE ${from} END FROM metric_watermark WHERE id = 1)`;

/** One statement over all tables that hold a part of what is asked: so it sees one state of them. */
export class FigureStatement {
  readonly given: unknown[] = [];

  constructor(private readonly filter: FigureFilter) {}

  /**
   * Rows with the columns, and `value`.
   *
   * @param at so many characters of what says when are the column `at`, which comes first; null for none.
   */
  rowsOf(pieces: Pieces, columns: readonly string[], at: number | null): string {
    const days = columns.includes('version') ? 'metric_days' : 'metric_tool_days';
    const sources: Source[] = [
      { table: 'metric_months', time: 'month', length: 7, ranges: pieces.months },
      { table: days, time: 'day', length: 10, ranges: pieces.days },
      { table: 'metric_hours', time: 'hour', length: 13, ranges: pieces.open, isOpen: true },
      { table: 'metric_hours', time: 'hour', length: 13, ranges: pieces.hours },
    ];
    const selects = sources.flatMap((source) => source.ranges.map((range) => this.#select(source, range, columns, at)));
    return selects.length > 0 ? selects.join(' UNION ALL ') : this.#nothing(columns, at);
  }

  #select(source: Source, range: TextRange, columns: readonly string[], at: number | null): string {
    const { table, time, length, isOpen } = source;
    const from = this.#give(range.from);
    // As it is where it can be: the rows lie in that order.
    const when = at === null ? [] : [at < length ? `substr(${time}, 1, ${at})` : time];
    // SQLite numbers parameters as they come first in the text, so they are given in that order.
    const where = [
      `${time} >= ${isOpen ? openFrom(from) : from}`,
      `metric IN (${this.filter.metrics.map((metric) => this.#give(metric)).join(', ')})`,
      `${time} < ${this.#give(range.to)}`,
      ...(this.filter.tool === null ? [] : [`tool = ${this.#give(this.filter.tool)}`]),
    ];
    // Added up here first: in the order of the key, which costs nothing, and leaves little to add up behind it.
    const groups = [...when, ...columns].join(', ');
    return (
      `SELECT ${[...when.map((sql) => `${sql} AS at`), ...columns, 'SUM(value) AS value'].join(', ')} FROM ${table} ` +
      `WHERE ${where.join(' AND ')} GROUP BY ${groups}`
    );
  }

  #nothing(columns: readonly string[], at: number | null): string {
    const names = [...(at === null ? [] : ["'' AS at"]), ...columns.map((name) => `'' AS ${name}`), '0 AS value'];
    return `SELECT ${names.join(', ')} WHERE 1 = 0`;
  }

  #give(value: unknown): string {
    return `$${this.given.push(value)}`;
  }
}
