import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { piecesOf, type TimeSpan } from '../domain/time-span.js';
import { type FigureFilter, FigureStatement } from './figure-statement.js';

/** By what figures can be told apart. */
export type FigureColumn = 'metric' | 'tool' | 'version';

/** Where it was not asked for, or where there is none, a column is empty. */
export interface FigureSum {
  readonly metric: string;
  readonly tool: string;
  readonly version: string;
  readonly value: number;
}

/** How much there was at a time. */
export interface FigurePoint {
  /** `2026-11-21T15`, `2026-11-21` or `2026-11`. */
  readonly at: string;
  /** Empty where it was not told apart. */
  readonly key: string;
  readonly value: number;
}

type Unit = 'hour' | 'day' | 'month';

const atOf: Readonly<Record<Unit, string>> = {
  hour: 'time',
  day: 'substr(time, 1, 10)',
  month: 'substr(time, 1, 7)',
};

type Raw<Row> = Omit<Row, 'value'> & { readonly value: number | string };

/** Reads figures: sums of days where they are rolled up, of hours where they are not yet. */
@Injectable()
export class FigureReader {
  constructor(private readonly database: Database) {}

  /** Told apart by the columns. */
  async sums(span: TimeSpan, filter: FigureFilter, columns: readonly FigureColumn[]): Promise<FigureSum[]> {
    const statement = new FigureStatement(filter);
    const rows = statement.rowsOf(piecesOf(span), columns, null);
    const names = columns.join(', ');
    const found: Partial<Raw<FigureSum>>[] = await this.database.manager.query(
      `SELECT ${names}, SUM(value) AS value FROM (${rows}) AS figures GROUP BY ${names}`,
      statement.given,
    );
    return found.map((row) => ({ metric: '', tool: '', version: '', ...row, value: Number(row.value) }));
  }

  /**
   * Points of time that hold nothing are left out. `span` begins and ends with a unit.
   *
   * @param by null: all is added up.
   */
  async points(
    unit: Unit,
    span: TimeSpan,
    filter: FigureFilter,
    by: 'tool' | 'version' | 'metric' | null,
  ): Promise<FigurePoint[]> {
    const statement = new FigureStatement(filter);
    const columns = by === null ? [] : [by];
    const rows = statement.rowsOf(inUnits(unit, span), columns, atOf[unit]);
    const key = by === null ? '' : `, ${by} AS key`;
    const groups = by === null ? 'at' : `at, ${by}`;
    const found: Partial<Raw<FigurePoint>>[] = await this.database.manager.query(
      `SELECT at${key}, SUM(value) AS value FROM (${rows}) AS figures GROUP BY ${groups}`,
      statement.given,
    );
    return found.map(({ at = '', key: name = '', value }) => ({ at, key: name, value: Number(value) }));
  }
}

/** In pieces that are not greater than the unit. */
const inUnits = (unit: Unit, span: TimeSpan): ReturnType<typeof piecesOf> => {
  const pieces = piecesOf(span);
  if (unit === 'month') return pieces;
  const whole = { months: [], days: [], open: [], hours: [] };
  const range = (length: number) => ({
    from: span.from?.toISOString().slice(0, length) ?? '',
    to: span.to?.toISOString().slice(0, length) ?? '9999',
  });
  if (unit === 'hour') return { ...whole, hours: [range(13)] };
  return { ...whole, days: [range(10)], open: [range(13)] };
};
