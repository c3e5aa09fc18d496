import type { LogLine, Run } from '@bothy/contracts';
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { api } from '../../../app/api/index.js';
import { stripEscapes } from './ansi.js';
import { HitList } from './hit-list.js';
import type { Log } from './use-log.js';

const askedAtOnce = 200;
/** Hits beyond these are not counted; they are asked for when one steps to them. */
const mostCounted = 2000;

/** Search over the whole log, by the server; what is added while one looks is searched here. */
export function useFind(run: () => Run, log: Log, here: () => number, show: (seq: number) => void) {
  const text = ref('');
  const search = ref('');
  const list = shallowRef(new HitList());
  const current = ref(0);
  const busy = ref(false);
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** The list changes in place: the page is told by a new reference to it. */
  const publish = () => (list.value = list.value.copy());

  async function ask(query: { after?: number; before?: number; limit: number }, signal: AbortSignal) {
    const page = await api.call('GET /api/runs/:id/log', {
      params: { id: run().id },
      query: { ...query, search: search.value, attempt: log.attempt },
      signal,
    });
    return { seqs: page.lines.map((line) => line.seq), lineCount: page.lineCount };
  }

  /** Counts on from where the list ends, page by page, up to the bound. */
  async function count(signal: AbortSignal): Promise<void> {
    while (!list.value.complete && list.value.counted < mostCounted && !signal.aborted) {
      const page = await ask({ after: list.value.searchedTo, limit: askedAtOnce }, signal);
      list.value.add(page.seqs, page.seqs.length < askedAtOnce ? page.lineCount : null);
      publish();
      if (!current.value) goNear();
    }
  }

  function goTo(seq: number | undefined): void {
    if (!seq) return;
    current.value = seq;
    show(seq);
  }

  /** At first to the hit that is nearest below; what lies beyond what is counted is not waited for. */
  function goNear(): void {
    const near = list.value.after(here() - 1);
    if (near) goTo(near);
    else if (list.value.complete) goTo(list.value.last);
  }

  async function guarded(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    asking.abort();
    const mine = (asking = new AbortController());
    busy.value = true;
    try {
      await work(mine.signal);
    } catch (error) {
      if (!mine.signal.aborted) log.error.value = error;
    } finally {
      if (asking === mine) busy.value = false;
    }
  }

  async function begin(value: string): Promise<void> {
    search.value = value;
    list.value = new HitList();
    current.value = 0;
    if (!value) return asking.abort();
    await guarded(async (signal) => {
      await count(signal);
      // All that was counted lies above: the next one below is asked for.
      if (!current.value && !list.value.complete) await stepBeyond(1, here() - 1, signal);
    });
  }

  async function step(by: 1 | -1): Promise<void> {
    if (search.value !== text.value) return begin(text.value);
    const from = current.value || here();
    const known = by > 0 ? list.value.after(from) : list.value.before(from);
    if (known) return goTo(known);
    if (list.value.complete) return goTo(by > 0 ? list.value.first : list.value.last);
    await guarded((signal) => stepBeyond(by, from, signal));
  }

  /** To the next hit where they are not counted; from the end on it begins again. */
  async function stepBeyond(by: 1 | -1, from: number, signal: AbortSignal): Promise<void> {
    const query = by > 0 ? { after: from, limit: askedAtOnce } : { before: from, limit: askedAtOnce };
    const { seqs } = await ask(query, signal);
    if (seqs.length) {
      list.value.near(from, seqs);
      publish();
      return goTo(by > 0 ? seqs[0] : seqs.at(-1));
    }
    if (by > 0) return goTo(list.value.first);
    const end = log.store.lineCount + 1;
    const last = await ask({ before: end, limit: askedAtOnce }, signal);
    list.value.near(end, last.seqs);
    publish();
    goTo(last.seqs.at(-1));
  }

  function onAdded(lines: readonly LogLine[]): void {
    const first = lines[0];
    if (!search.value || !first || !list.value.complete || busy.value) return;
    // Lines that came while the server searched are not here: it is asked for them.
    if (first.seq > list.value.searchedTo + 1) {
      list.value.reopen();
      void guarded(count);
      return;
    }
    const wanted = search.value.toLowerCase();
    const found = lines
      .filter((line) => line.seq > list.value.searchedTo && stripEscapes(line.text).toLowerCase().includes(wanted))
      .map((line) => line.seq);
    list.value.add(found, lines.at(-1)?.seq ?? 0);
    if (list.value.counted > mostCounted) list.value.reopen();
    if (found.length) publish();
  }
  log.onAdded(onAdded);
  watch(text, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => void begin(value), 250);
  });
  onBeforeUnmount(() => (clearTimeout(timer), asking.abort()));

  const words = computed(() => {
    if (!search.value) return '';
    if (!list.value.counted && !current.value) return busy.value ? '' : 'No hits';
    const total = `${list.value.counted.toLocaleString('en-US')}${list.value.complete ? '' : '+'}`;
    const at = list.value.ordinal(current.value);
    return at ? `${at.toLocaleString('en-US')} of ${total}` : `${total} hits`;
  });
  return { text, search, hits: computed(() => list.value.all), words, busy, step, current };
}
export type Find = ReturnType<typeof useFind>;
