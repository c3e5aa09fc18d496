import type { LogLine, LogPage, Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { FifoLock } from '../../../../platform/concurrency/fifo-lock.js';
import { tooManySearches } from '../../bots.errors.js';
import type { LiveLog } from '../../log/live-log.js';
import { type Block, endOf, maxBlockBytes } from '../../log/log-file.js';
import { linesOf } from '../../log/log-lines.js';
import { TextSearch } from '../../log/text-search.js';
import { PageLines } from './page-lines.js';
import { RunLogs } from './run-logs.js';

export interface LogPageQuery {
  after?: number;
  before?: number;
  limit: number;
  search?: string;
  attempt?: number;
}

/** Whoever waits longer for their turn is told to come back. */
const searchWaitMs = 30_000;
/** Of text: a page of long lines has fewer of them than were asked for, and the next page goes on behind its last. */
const mostPageBytes = 4 * 1024 * 1024;

/** Pages of a log: lines by number, and those that hold a text. */
@Injectable()
export class LogPages {
  /** One search at a time: each takes the processor block by block, and live logs come in between. */
  readonly #searches = new FifoLock(searchWaitMs, tooManySearches);

  constructor(private readonly logs: RunLogs) {}

  /** `isWanted` tells whether anybody still waits for the answer: a search may take a while. */
  page(run: Run, query: LogPageQuery, isWanted: () => boolean): Promise<LogPage> {
    return this.logs.use(run, query.attempt, async (log) => {
      const { search } = query;
      const lines =
        search === undefined
          ? await plain(log, query, mostPageBytes)
          : await this.#searches.hold(() => matching(log, query, search, isWanted));
      return pageOf(log, lines);
    });
  }

  /** The first lines of the last attempt's log: at most so many, and of so many bytes of text. */
  head(run: Run, limit: number, mostBytes: number): Promise<LogPage> {
    return this.logs.use(run, undefined, async (log) => pageOf(log, await plain(log, { limit }, mostBytes)));
  }
}

const pageOf = ({ attempt, lines: lineCount, complete }: LiveLog, lines: LogLine[]): LogPage => ({
  attempt,
  lines,
  lineCount,
  complete,
});

/** Whether the lines nearest to `before` are wanted, and not those behind `after`. */
const isBackwards = ({ after, before }: LogPageQuery): boolean => before !== undefined && after === undefined;

/** Where a page begins and ends: `before` alone asks for the nearest lines in front of it. */
function boundsOf({ after, before, limit }: LogPageQuery, lines: number): { after: number; before: number } {
  const end = before ?? Number.POSITIVE_INFINITY;
  const start = after ?? (before === undefined ? 0 : Math.max(0, Math.min(before, lines + 1) - 1 - limit));
  return { after: start, before: end };
}

async function plain(log: LiveLog, query: LogPageQuery, mostBytes: number): Promise<LogLine[]> {
  const { after, before } = boundsOf(query, log.lines);
  const page = new PageLines(query.limit, mostBytes, isBackwards(query));
  for await (const block of blocksBehind(log, after)) {
    for (const line of linesOf(block, after)) if (line.seq < before) page.add(line);
    if (page.isFull || block.firstSeq + block.lines >= before) break;
  }
  return page.lines;
}

async function matching(log: LiveLog, query: LogPageQuery, text: string, isWanted: () => boolean): Promise<LogLine[]> {
  const search = new TextSearch(text);
  const before = query.before ?? Number.POSITIVE_INFINITY;
  const nearestToEnd = isBackwards(query);
  const lines: LogLine[] = [];
  for await (const block of blocksBehind(log, query.after ?? 0)) {
    if (!isWanted() || block.firstSeq >= before) break;
    // Most blocks hold no hit: that is told of all their lines at once.
    if (!search.isInBytes(block.payload)) continue;
    for (const line of linesOf(block, query.after)) if (line.seq < before && search.isIn(line.text)) lines.push(line);
    if (nearestToEnd) lines.splice(0, lines.length - query.limit);
    else if (lines.length >= query.limit) break;
  }
  return lines.slice(0, query.limit);
}

async function* blocksBehind(log: LiveLog, after: number): AsyncGenerator<Block> {
  // What is added while this reads belongs to the next page.
  const { end } = log;
  let { offset } = await log.locate(after);
  while (offset < end) {
    const blocks = await log.file.read(offset, end, maxBlockBytes);
    const last = blocks.at(-1);
    if (!last) return;
    yield* blocks;
    offset = endOf(last);
  }
}
