import type { LogLine, LogStreamName, Run } from '@bothy/contracts';
import { computed, onBeforeUnmount, ref, shallowRef } from 'vue';
import { api } from '../../../app/api/index.js';
import { SeqList } from './seq-list.js';
import type { Log } from './use-log.js';

export type StreamChoice = 'all' | Extract<LogStreamName, 'stdout' | 'stderr'>;
const askedAtOnce = 5000;
/** So many lines are looked through at once, from the end backwards; those before them only when they are asked for. */
const readAtOnce = 100_000;

/** The lines to show, as far as they are known. */
export interface LineChoice {
  readonly length: number;
  readonly at: (index: number) => number;
  readonly indexOf: (seq: number) => number;
}

/**
 * Shows one stream only. Which lines those are is learnt by reading the log, a bounded part of it at a time; their
 * numbers alone are kept. Lines that are added meanwhile are waited for in their turn.
 */
export function useStreamFilter(run: Run, log: Log) {
  const choice = ref<StreamChoice>('all');
  const only = shallowRef<LineChoice | null>(null);
  /** How much of what is to be read was read, 0 to 1. */
  const read = ref(1);
  /** Lines from this one on were looked through, up to `known`. */
  const since = ref(1);
  let list = new SeqList();
  let known = 0;
  let reading: AbortController | null = null;

  /** A new object each time: that is what the view sees change. */
  function publish(): void {
    const now = list;
    only.value = { length: now.length, at: (index) => now.at(index), indexOf: (seq) => now.indexOf(seq) };
  }

  /** A page of long lines may hold fewer than were asked for. */
  async function page(
    part: { after: number; limit: number } | { before: number; limit: number },
    signal: AbortSignal,
  ): Promise<readonly LogLine[]> {
    const query = { ...part, attempt: log.attempt };
    return (await api.call('GET /api/runs/:id/log', { params: { id: run.id }, query, signal })).lines;
  }

  /** Lines that follow on those that are known. */
  function take(lines: readonly LogLine[]): void {
    const before = list.length;
    for (const line of lines) {
      if (line.seq <= known) continue;
      if (line.seq !== known + 1) break;
      known = line.seq;
      if (line.stream === choice.value) list.push(line.seq);
    }
    if (list.length !== before) publish();
  }

  async function readOn(signal: AbortSignal): Promise<void> {
    while (known < log.store.lineCount && !signal.aborted) {
      const lines = await page({ after: known, limit: askedAtOnce }, signal);
      if (!lines.length) return;
      take(lines);
    }
  }

  /** Backwards from what is known, page by page. */
  async function readBack(signal: AbortSignal): Promise<void> {
    const [from, to] = [since.value, Math.max(1, since.value - readAtOnce)];
    while (since.value > to && !signal.aborted) {
      const limit = Math.min(askedAtOnce, since.value - to);
      const lines = await page({ before: since.value, limit }, signal);
      const begin = lines[0]?.seq ?? to;
      list.prepend(lines.flatMap((line) => (line.stream === choice.value ? [line.seq] : [])));
      since.value = begin;
      read.value = (from - begin) / (from - to);
      publish();
    }
  }

  async function guarded(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    reading?.abort();
    const mine = (reading = new AbortController());
    try {
      await work(mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) log.error.value = error;
    }
    if (reading !== mine) return;
    reading = null;
    read.value = 1;
  }

  async function choose(now: StreamChoice): Promise<void> {
    reading?.abort();
    choice.value = now;
    list = new SeqList();
    only.value = null;
    read.value = 1;
    if (now === 'all') return;
    known = log.store.lineCount;
    since.value = known + 1;
    publish();
    await guarded(async (signal) => {
      await readBack(signal);
      await readOn(signal);
    });
  }

  log.onAdded((lines) => {
    if (choice.value === 'all' || reading) return;
    take(lines);
    if ((lines.at(-1)?.seq ?? 0) > known) void guarded(readOn);
  });
  onBeforeUnmount(() => reading?.abort());
  return {
    choice,
    only,
    read,
    choose,
    /** The first line that was looked through, where there are others before it; else 0. */
    since: computed(() => (choice.value !== 'all' && since.value > 1 ? since.value : 0)),
    readMore: () => guarded(readBack),
  };
}
export type StreamFilterState = ReturnType<typeof useStreamFilter>;
