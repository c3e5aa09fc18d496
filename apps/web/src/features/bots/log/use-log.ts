import type { LogLine, Run } from '@bothy/contracts';
import { onBeforeUnmount, ref, shallowRef, triggerRef } from 'vue';
import { api, followEvents } from '../../../app/api/index.js';
import { isFinal } from '../run-words.js';
import { LogStore, pageLines } from './log-store.js';

/** Lines before the end that a fresh tail begins with. */
const tailLines = 1000;

/**
 * The log of one attempt: live by events while the run goes on, by pages for what is scrolled to.
 * `onRun` gets the run each time the server says that it changed.
 */
export function useLog(run: Run, onRun: (run: Run) => void) {
  const store = new LogStore();
  const tick = shallowRef(0);
  const state = ref<'live' | 'waiting' | 'ended'>(isFinal(run.status) ? 'ended' : 'waiting');
  const error = shallowRef<unknown>(null);
  const added = new Set<(lines: readonly LogLine[]) => void>();
  const asked = new Map<number, AbortController>();
  let frame = 0;
  store.lineCount = run.lineCount;

  /** However much comes in, the page is told once a frame; a hidden tab has no frames and draws nothing. */
  function changed(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      tick.value += 1;
      triggerRef(tick);
    });
  }

  function take(lines: readonly LogLine[]): void {
    store.add(lines);
    for (const listener of added) listener(lines);
    changed();
  }

  async function askPage(number: number): Promise<void> {
    const asking = new AbortController();
    asked.set(number, asking);
    try {
      const page = await api.call('GET /api/runs/:id/log', {
        params: { id: run.id },
        query: { after: number * pageLines, limit: pageLines, attempt: run.attempt },
        signal: asking.signal,
      });
      error.value = null;
      store.lineCount = Math.max(store.lineCount, page.lineCount);
      store.add(page.lines);
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
    for (const [number, asking] of asked) if (!gaps.includes(number)) asking.abort();
    for (const number of gaps.slice(0, 4)) if (!asked.has(number)) void askPage(number);
  }

  const begin = `${run.attempt}:${Math.max(0, run.lineCount - tailLines)}`;
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
        if (event.name === 'log') take((JSON.parse(event.data) as { lines: LogLine[] }).lines);
        else if (event.name === 'status' || event.name === 'end') onRun(JSON.parse(event.data) as Run);
        if (event.name !== 'end') return true;
        state.value = 'ended';
        changed();
        return false;
      },
    });
  let stop = isFinal(run.status) ? () => undefined : follow();

  /** After an error: what is looked at is asked for again, and a stream that was refused is opened again. */
  function retry(): void {
    error.value = null;
    if (refused && state.value !== 'ended') stop = follow();
    refused = false;
    changed();
  }

  /** The run has ended, and its log is far ahead of what streamed in: the rest is asked for where it is looked at. */
  function settle(ended: Run): void {
    if (!isFinal(ended.status) || state.value === 'ended' || ended.lineCount - store.lineCount < 5 * tailLines) return;
    stop();
    store.lineCount = ended.lineCount;
    state.value = 'ended';
    changed();
  }

  onBeforeUnmount(() => {
    stop();
    cancelAnimationFrame(frame);
    for (const asking of asked.values()) asking.abort();
  });

  return {
    store,
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
