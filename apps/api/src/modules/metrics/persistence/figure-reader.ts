import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { type Pieces, piecesOf, type TextRange, type TimeSpan } from '../domain/time-span.js';
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

/** By what points are told apart; versions of different tools have nothing in common. */
type PointKey = 'metric' | 'tool' | 'version' | 'tool and version';

/** Of the texts that say when. */
const lengthOf: Readonly<Record<Unit, number>> = { hour: 13, day: 10, month: 7 };

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
   * Points of time that hold nothing are left out; one may come in pieces, which add up.
   *
   * @param by null: all is added up.
   */
  async points(unit: Unit, span: TimeSpan, filter: FigureFilter, by: PointKey | null): Promise<FigurePoint[]> {
    const statement = new FigureStatement(filter);
    const { columns, key } = keyOf(by);
    const rows = statement.rowsOf(inUnits(unit, span), columns, lengthOf[unit]);
    // A row for each point would take the driver longer than all else takes together.
    const found: { readonly key: string; readonly points: string }[] = await this.database.manager.query(
      `SELECT ${key} AS key, string_agg(at || ' ' || value, ',') AS points FROM (${rows}) AS figures GROUP BY 1`,
      statement.given,
    );
    return found.flatMap(({ key: name, points }) => points.split(',').map((point) => pointOf(name, point)));
  }
}

const keyOf = (by: PointKey | null): { readonly columns: readonly FigureColumn[]; readonly key: string } => {
  if (by === null) return { columns: [], key: "''" };
  if (by !== 'tool and version') return { columns: [by], key: by };
  return { columns: ['tool', 'version'], key: "CASE WHEN version = '' THEN '' ELSE tool || ' ' || version END" };
};

const pointOf = (key: string, point: string): FigurePoint => {
  const space = point.indexOf(' ');
  return { at: point.slice(0, space), key, value: Number(point.slice(space + 1)) };
};

/** In pieces that are not greater than the unit. */
const inUnits = (unit: Unit, span: TimeSpan): Pieces => {
  const pieces = piecesOf(span);
  if (unit === 'month') return pieces;
  const inDays = (range: TextRange) => ({ from: range.from.slice(0, 10), to: range.to.slice(0, 10) });
  if (unit === 'day') return { ...pieces, months: [], days: pieces.open.map(inDays) };
  return { months: [], days: [], open: [], hours: [...pieces.open, ...pieces.hours] };
};
