import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import type { Part } from '../domain/tally.js';
import { piecesOf, type TextRange, type TimeSpan } from '../domain/time-span.js';

export interface PartSum {
  /** Empty where tools were not told apart. */
  readonly tool: string;
  /** Empty: it is not known. */
  readonly key: string;
  readonly value: number;
}

export interface PartSums {
  /** The greatest first. */
  readonly sums: readonly PartSum[];
  /** Of all, also of those that are not among them. */
  readonly total: number;
}

export interface PartFilter {
  readonly metric: string;
  readonly part: Part;
  /** Null: all. */
  readonly tool: string | null;
  /** Whether what is named alike is one and the same for all tools. */
  readonly isShared: boolean;
  readonly limit: number;
}

/** Reads figures of files, referrers and countries. */
@Injectable()
export class PartReader {
  constructor(private readonly database: Database) {}

  /** @param span whole days. */
  async sums(span: TimeSpan, { metric, part, tool, isShared, limit }: PartFilter): Promise<PartSums> {
    const given: unknown[] = [];
    const give = (value: unknown) => `$${given.push(value)}`;
    const columns = isShared ? 'key' : 'tool, key';
    const select = (table: string) => (range: TextRange) =>
      `SELECT ${columns}, value FROM ${table} WHERE metric = ${give(metric)} AND part = ${give(part)}
       AND period >= ${give(range.from)} AND period < ${give(range.to)}${tool === null ? '' : ` AND tool = ${give(tool)}`}`;
    const { months, days } = piecesOf(span);
    const rows = [...months.map(select('metric_month_parts')), ...days.map(select('metric_day_parts'))];
    if (rows.length === 0) return { sums: [], total: 0 };
    const found: { tool?: string; key: string; value: number | string; total: number | string }[] =
      await this.database.manager.query(
        `SELECT ${columns}, SUM(value) AS value, SUM(SUM(value)) OVER () AS total
         FROM (${rows.join(' UNION ALL ')}) AS figures GROUP BY ${columns}
         ORDER BY ${isShared ? 2 : 3} DESC, ${columns} LIMIT ${give(limit)}`,
        given,
      );
    const sums = found.map((row) => ({ tool: row.tool ?? '', key: row.key, value: Number(row.value) }));
    return { sums, total: Number(found[0]?.total ?? 0) };
  }
}
