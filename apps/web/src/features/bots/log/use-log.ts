import type { LogLine, Run } from '@bothy/contracts';
import { onBeforeUnmount, ref, shallowRef, triggerRef } from 'vue';
import { api, followEvents } from '../../../app/api/index.js';
import { isFinal } from '../run-words.js';
import { LineMarks } from './line-marks.js';
import { LogStore, pageLines } from './log-store.js';

/** Lines before the end that a fresh tail begins with. */
const tailLines = 1000;
/** A log that is over and no longer than this is read whole, so that the ruler shows all of stderr. */
const readWholeLines = 5000;

/**
 * The log of one attempt: live by events while it goes on, by pages for what is scrolled to. Each attempt has a log of
 * its own: what the stream tells of another one is left alone. `onRun` gets the run whenever the server says that it
 * changed.
 */
export function useLog(run: Run, attempt: number, onRun: (run: Run) => void) {
  const store = new LogStore();
  const errors = new LineMarks();
  const tick = shallowRef(0);
  const over = isFinal(run.status) || attempt < run.attempt;
  const state = ref<'live' | 'waiting' | 'ended'>(over ? 'ended' : 'waiting');
  const error = shallowRef<unknown>(null);
  const added = new Set<(lines: readonly LogLine[]) => void>();
  const asked = new Map<number, AbortController>();
  let frame = 0;
  if (attempt === run.attempt) store.lineCount = run.lineCount;

  /** However much comes in, the page is told once a frame; a hidden tab has no frames and draws nothing. */
  function changed(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      tick.value += 1;
      triggerRef(tick);
    });
  }

  function keep(lines: readonly LogLine[]): void {
    store.add(lines);
    for (const line of lines) if (line.stream === 'stderr') errors.add(line.seq);
  }

  function take(lines: readonly LogLine[]): void {
    keep(lines);
    for (const listener of added) listener(lines);
    changed();
  }

  /** Asks for `limit` lines from the page `number` on; where they are long, they come in several answers. */
  async function askPage(number: number, limit = pageLines): Promise<void> {
    const asking = new AbortController();
    asked.set(number, asking);
    try {
      let after = number * pageLines;
      const end = after + limit;
      do {
        const page = await api.call('GET /api/runs/:id/log', {
          params: { id: run.id },
          query: { after, limit: end - after, attempt },
          signal: asking.signal,
        });
        error.value = null;
        store.lineCount = Math.max(store.lineCount, page.lineCount);
        keep(page.lines);
        after = page.lines.at(-1)?.seq ?? end;
        if (after >= page.lineCount) break;
      } while (after < end);
    } catch (caught) {
      if (!asking.signal.aborted) error.value = caught;
    } finally {
      asked.delete(number);
      changed();
    }
  }

  /** Asks for what of these lines is not here; what was asked for and scrolled past is given up. */
  function ensure(from: number, to: number): void {
    const gaps = store.missing(from, to);
    for (const [number, asking] of asked) if (number > 0 && !gaps.includes(number)) asking.abort();
    for (const number of gaps.slice(0, 4)) if (!asked.has(number)) void askPage(number);
  }

  const begin = `${attempt}:${Math.max(0, run.lineCount - tailLines)}`;
  let refused = false;
  const follow = () =>
    followEvents({
      open: (lastId, signal) =>
        api.open(
          'GET /api/runs/:id/events',
          { params: { id: run.id }, query: lastId ? {} : { after: begin }, signal },
          { Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) },
        ),
      onState: (now) => (state.value = now === 'open' ? 'live' : 'waiting'),
      onRefused: (problem) => {
        refused = true;
        error.value = problem;
      },
      onEvent: (event) => {
        if (event.name === 'log') {
          if (event.id.startsWith(`${attempt}:`)) take((JSON.parse(event.data) as { lines: LogLine[] }).lines);
        } else if (event.name === 'status' || event.name === 'end') onRun(JSON.parse(event.data) as Run);
        if (event.name !== 'end') return true;
        state.value = 'ended';
        changed();
        return false;
      },
    });
  let stop = over ? () => undefined : follow();
  // Of an earlier attempt it is not known yet how long its log is.
  if (over && attempt < run.attempt) void askPage(0);
  else if (over && run.lineCount > pageLines && run.lineCount <= readWholeLines) void askPage(0, readWholeLines);

  /** After an error: what is looked at is asked for again, and a stream that was refused is opened again. */
  function retry(): void {
    error.value = null;
    if (refused && state.value !== 'ended') stop = follow();
    refused = false;
    changed();
  }

  /**
   * The run went on to another attempt while this one is looked at; or it has ended, and its log is far ahead of what
   * streamed in: the rest is asked for where it is looked at.
   */
  function settle(now: Run): void {
    if (state.value === 'ended') return;
    const isBehind = isFinal(now.status) && now.lineCount - store.lineCount >= 5 * tailLines;
    if (now.attempt === attempt && !isBehind) return;
    stop();
    if (now.attempt === attempt) store.lineCount = now.lineCount;
    else void askPage(0);
    state.value = 'ended';
    changed();
  }

  onBeforeUnmount(() => {
    stop();
    cancelAnimationFrame(frame);
    for (const asking of asked.values()) asking.abort();
  });

  return {
    attempt,
    store,
    errors,
    tick,
    state,
    error,
    ensure,
    settle,
    retry,
    onAdded: (listener: (lines: readonly LogLine[]) => void) => added.add(listener),
  };
}
export type Log = ReturnType<typeof useLog>;
