import type { LogLine, LogStreamName, Run } from '@bothy/contracts';
import { onBeforeUnmount, ref, shallowRef } from 'vue';
import { api } from '../../../app/api/index.js';
import { SeqList } from './seq-list.js';
import type { Log } from './use-log.js';

export type StreamChoice = 'all' | Extract<LogStreamName, 'stdout' | 'stderr'>;
const askedAtOnce = 5000;

/** The lines to show, as far as they are known. */
export interface LineChoice {
  readonly length: number;
  readonly at: (index: number) => number;
  readonly indexOf: (seq: number) => number;
}

/**
 * Shows one stream only. Which lines those are is learnt by reading the log through once, from its beginning;
 * the numbers alone are kept. Lines that are added meanwhile are waited for in their turn.
 */
export function useStreamFilter(run: Run, log: Log) {
  const choice = ref<StreamChoice>('all');
  const only = shallowRef<LineChoice | null>(null);
  let list = new SeqList();
  /** How far the log was read, 0 to 1. */
  const read = ref(1);
  let reading: AbortController | null = null;
  let known = 0;

  /** A new object each time: that is what the view sees change. */
  function publish(): void {
    const now = list;
    only.value = { length: now.length, at: (index) => now.at(index), indexOf: (seq) => now.indexOf(seq) };
  }

  function take(lines: readonly LogLine[]): void {
    for (const line of lines) {
      if (line.seq <= known) continue;
      if (line.seq !== known + 1) return;
      known = line.seq;
      if (line.stream === choice.value) list.push(line.seq);
    }
    publish();
  }

  async function readThrough(signal: AbortSignal): Promise<void> {
    while (known < log.store.lineCount && !signal.aborted) {
      const query = { after: known, limit: askedAtOnce, attempt: run.attempt };
      const page = await api.call('GET /api/runs/:id/log', { params: { id: run.id }, query, signal });
      if (!page.lines.length) break;
      take(page.lines);
      read.value = known / Math.max(1, log.store.lineCount);
    }
    read.value = 1;
  }

  async function choose(now: StreamChoice): Promise<void> {
    reading?.abort();
    choice.value = now;
    known = 0;
    only.value = null;
    list = new SeqList();
    read.value = 1;
    if (now === 'all') return;
    publish();
    const mine = (reading = new AbortController());
    try {
      await readThrough(mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) log.error.value = error;
    }
    if (reading === mine) reading = null;
  }

  log.onAdded((lines) => {
    if (choice.value === 'all' || reading) return;
    take(lines);
    const behind = (lines.at(-1)?.seq ?? 0) > known;
    if (!behind) return;
    const mine = (reading = new AbortController());
    readThrough(mine.signal)
      .catch((error: unknown) => !mine.signal.aborted && (log.error.value = error))
      .finally(() => (reading = reading === mine ? null : reading));
  });
  onBeforeUnmount(() => reading?.abort());
  return { choice, only, read, choose };
}
export type StreamFilterState = ReturnType<typeof useStreamFilter>;
