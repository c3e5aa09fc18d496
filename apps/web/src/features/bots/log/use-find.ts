import type { Run } from '@bothy/contracts';
import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { api } from '../../../app/api/index.js';
import { stripAnsi } from './ansi.js';
import type { Log } from './use-log.js';

const askedAtOnce = 2000;

/** Search over the whole log, by the server; what is added while one looks is searched here. */
export function useFind(run: () => Run, log: Log, here: () => number, show: (seq: number) => void) {
  const text = ref('');
  const search = ref('');
  const hits = shallowRef<readonly number[]>([]);
  const more = ref(false);
  const busy = ref(false);
  const at = ref(-1);
  let asking: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask(after: number): Promise<void> {
    asking?.abort();
    const now = (asking = new AbortController());
    busy.value = true;
    try {
      const page = await api.call('GET /api/runs/:id/log', {
        params: { id: run().id },
        query: { search: search.value, after, limit: askedAtOnce, attempt: run().attempt },
        signal: now.signal,
      });
      const seqs = page.lines.map((line) => line.seq);
      hits.value = after ? [...hits.value, ...seqs] : seqs;
      more.value = page.lines.length === askedAtOnce;
    } catch (error) {
      if (!now.signal.aborted) log.error.value = error;
    } finally {
      if (asking === now) busy.value = false;
    }
  }

  function goTo(index: number): void {
    at.value = index;
    const seq = hits.value[index];
    if (seq) show(seq);
  }

  async function begin(value: string): Promise<void> {
    search.value = value;
    hits.value = [];
    at.value = -1;
    more.value = false;
    asking?.abort();
    if (!value) return;
    await ask(0);
    if (search.value !== value || !hits.value.length) return;
    const next = hits.value.findIndex((seq) => seq >= here());
    goTo(next < 0 ? hits.value.length - 1 : next);
  }

  async function step(by: 1 | -1): Promise<void> {
    if (search.value !== text.value) return begin(text.value);
    const next = at.value + by;
    if (next >= hits.value.length && more.value) await ask(hits.value.at(-1) ?? 0);
    const count = hits.value.length;
    if (count) goTo(next >= count ? 0 : next < 0 ? count - 1 : next);
  }

  log.onAdded((lines) => {
    if (!search.value || more.value || busy.value) return;
    const wanted = search.value.toLowerCase();
    const last = hits.value.at(-1) ?? 0;
    const found = lines
      .filter((line) => line.seq > last && stripAnsi(line.text).toLowerCase().includes(wanted))
      .map((line) => line.seq);
    if (found.length) hits.value = [...hits.value, ...found];
  });
  watch(text, (value) => {
    clearTimeout(timer);
    timer = setTimeout(() => void begin(value), 250);
  });
  onBeforeUnmount(() => (clearTimeout(timer), asking?.abort()));

  const words = computed(() => {
    if (!search.value || (busy.value && !hits.value.length)) return '';
    if (!hits.value.length) return 'No hits';
    return `${at.value + 1} of ${hits.value.length.toLocaleString('en-US')}${more.value ? '+' : ''}`;
  });
  return { text, search, hits, words, busy, step, current: computed(() => hits.value[at.value] ?? 0) };
}
export type Find = ReturnType<typeof useFind>;
