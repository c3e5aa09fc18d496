import type { Run, RunComparison } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { type ChangeObject, diffArrays } from 'diff';
import { FifoLock } from '../../../../platform/concurrency/fifo-lock.js';
import { tooManySearches } from '../../bots.errors.js';
import { stripEscapes } from '../../log/log-lines.js';
import { LogPages } from './log-pages.js';

type LogComparison = RunComparison['log'];
type Hunk = LogComparison['hunks'][number];

/** Of each log; the work grows with lines times differences. */
const mostLines = 10_000;
const mostBytes = 2 * 1024 * 1024;
/** Of a line: two that are the same so far count as the same. */
const mostChars = 500;
const mostEdits = 4_000;
const timeoutMs = 5_000;
const waitMs = 30_000;
/** Lines that are the same are given this near to a difference. */
const nearLines = 3;

/** Compares two logs line by line, colours left out. One comparison at a time, and it lets other work come between. */
@Injectable()
export class LogComparer {
  readonly #turns = new FifoLock(waitMs, tooManySearches);

  constructor(private readonly pages: LogPages) {}

  compare(left: Run, right: Run): Promise<LogComparison> {
    return this.#turns.hold(async () => {
      const heads = await Promise.all([this.#headOf(left), this.#headOf(right)]);
      const changes = await diffOf(heads[0].texts, heads[1].texts);
      if (changes === null) return { hunks: [], truncated: true };
      return { hunks: hunksOf(changes), truncated: heads.some(({ isCut }) => isCut) };
    });
  }

  async #headOf(run: Run): Promise<{ texts: string[]; isCut: boolean }> {
    const { lines, lineCount } = await this.pages.head(run, mostLines, mostBytes);
    const whole = lines.map(({ text }) => stripEscapes(text));
    const texts = whole.map(cut);
    return { texts, isCut: lines.length < lineCount || texts.some((text, at) => text !== whole[at]) };
  }
}

const cut = (text: string): string => (text.length > mostChars ? `${text.slice(0, mostChars)}…` : text);

/** Null when they differ by more than can be told. */
function diffOf(left: string[], right: string[]): Promise<ChangeObject<string[]>[] | null> {
  return new Promise((resolve) => {
    diffArrays(left, right, {
      maxEditLength: mostEdits,
      timeout: timeoutMs,
      callback: (changes: ChangeObject<string[]>[] | undefined) => resolve(changes ?? null),
    });
  });
}

function hunksOf(changes: readonly ChangeObject<string[]>[]): Hunk[] {
  let leftSeq = 1;
  let rightSeq = 1;
  return changes.flatMap((change, at) => {
    const kind = change.added ? 'right' : change.removed ? 'left' : 'same';
    const lines = change.value;
    const hunk = { kind, leftSeq, rightSeq, count: lines.length, lines } as Hunk;
    if (kind !== 'right') leftSeq += lines.length;
    if (kind !== 'left') rightSeq += lines.length;
    return kind === 'same' ? near(hunk, at > 0, at < changes.length - 1) : [hunk];
  });
}

/** A long run of the same lines becomes its ends, and between them a hunk that only counts. */
function near(hunk: Hunk, hasBefore: boolean, hasAfter: boolean): Hunk[] {
  const head = hasBefore ? nearLines : 0;
  const tail = hasAfter ? nearLines : 0;
  if (hunk.count <= head + tail + 1) return [hunk];
  const part = (from: number, to: number, told: boolean): Hunk => ({
    kind: 'same',
    leftSeq: hunk.leftSeq + from,
    rightSeq: hunk.rightSeq + from,
    count: to - from,
    lines: told ? hunk.lines.slice(from, to) : [],
  });
  const parts = [part(0, head, true), part(head, hunk.count - tail, false), part(hunk.count - tail, hunk.count, true)];
  return parts.filter(({ count }) => count > 0);
}
