import type { LogLine, LogPage, Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { LiveLog } from '../log/live-log.js';
import { endOf, maxBlockBytes } from '../log/log-file.js';
import { linesOf, stripEscapes } from '../log/log-lines.js';
import { RunLogs } from './run-logs.js';

export interface LogPageQuery {
  after?: number;
  before?: number;
  limit: number;
  search?: string;
  attempt?: number;
}

/** How much of the file is read at a time in a search. */
const searchChunkBytes = 8 * maxBlockBytes;

/** Pages of a log: lines by number, and those that hold a text. */
@Injectable()
export class LogPages {
  constructor(private readonly logs: RunLogs) {}

  page(run: Run, query: LogPageQuery): Promise<LogPage> {
    return this.logs.use(run, query.attempt, async (log) => {
      const lines = query.search === undefined ? await plain(log, query) : await matching(log, query, query.search);
      return { attempt: log.attempt, lines, lineCount: log.lines, complete: log.complete };
    });
  }
}

/** Where a page begins and ends: `before` alone asks for the nearest lines in front of it. */
function boundsOf({ after, before, limit }: LogPageQuery): { after: number; before: number } {
  const end = before ?? Number.POSITIVE_INFINITY;
  const start = after ?? (before === undefined ? 0 : Math.max(0, before - 1 - limit));
  return { after: start, before: end };
}

async function plain(log: LiveLog, query: LogPageQuery): Promise<LogLine[]> {
  const { after, before } = boundsOf(query);
  const lines: LogLine[] = [];
  for await (const line of linesBehind(log, after, maxBlockBytes)) {
    if (line.seq >= before || lines.length >= query.limit) break;
    lines.push(line);
  }
  return lines;
}

async function matching(log: LiveLog, query: LogPageQuery, search: string): Promise<LogLine[]> {
  const wanted = search.toLowerCase();
  const before = query.before ?? Number.POSITIVE_INFINITY;
  const nearestToEnd = query.before !== undefined && query.after === undefined;
  const lines: LogLine[] = [];
  for await (const line of linesBehind(log, query.after ?? 0, searchChunkBytes)) {
    if (line.seq >= before) break;
    if (!stripEscapes(line.text).toLowerCase().includes(wanted)) continue;
    lines.push(line);
    if (lines.length <= query.limit) continue;
    if (nearestToEnd) lines.shift();
    else break;
  }
  return lines.slice(0, query.limit);
}

async function* linesBehind(log: LiveLog, after: number, chunkBytes: number): AsyncGenerator<LogLine> {
  // What is added while this reads belongs to the next page.
  const { end } = log;
  let { offset } = await log.locate(after);
  while (offset < end) {
    const blocks = await log.file.read(offset, end, chunkBytes);
    const last = blocks.at(-1);
    if (!last) return;
    for (const block of blocks) yield* linesOf(block, after);
    offset = endOf(last);
  }
}
