import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import { count } from '../../../ui/time-words.js';
import { useAct } from '../../../ui/use-act.js';
import type { Found, OpenSave } from '../open-save.js';

/** One goes on typing: the search begins after a moment. */
const typingMs = 180;

/** Looks through names and values, and goes from hit to hit. `go` shows the place of one. */
export function useSearch(save: () => OpenSave, go: (path: string) => Promise<unknown>) {
  const text = ref('');
  /** What is marked: the text that was looked for. */
  const marked = ref('');
  const found = shallowRef<Found | null>(null);
  /** Which hit one stands at, from 0; -1 before the first step. */
  const at = ref(-1);
  const current = ref('');
  const only = ref(false);
  const { fail } = useToasts();
  const { act } = useAct();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let calledOff = new AbortController();

  async function run(): Promise<void> {
    calledOff.abort();
    const own = (calledOff = new AbortController());
    const wanted = text.value;
    try {
      const all = await save().search(wanted, (now) => (found.value = now), own.signal);
      if (own.signal.aborted) return;
      found.value = wanted === '' ? null : all;
      marked.value = wanted;
      if (all.count === 0) only.value = false;
      await save().filter(only.value);
    } catch (error) {
      if (!own.signal.aborted) fail(error);
    }
  }

  watch(text, () => {
    clearTimeout(timer);
    at.value = -1;
    current.value = '';
    timer = setTimeout(() => void run(), text.value === '' ? 0 : typingMs);
  });
  // What was found may have gone, and more may have come.
  watch(
    () => save().revision.value,
    () => text.value !== '' && void run(),
  );
  watch(only, (on) => act(() => save().filter(on)));

  /** To the next hit, or the one before; around at the ends. */
  const step = (by: 1 | -1) => act(() => goOn(by));

  async function goOn(by: 1 | -1): Promise<void> {
    const { count = 0 } = found.value ?? {};
    if (count === 0) return;
    at.value = at.value < 0 ? (by > 0 ? 0 : count - 1) : (at.value + by + count) % count;
    const path = await save().hit(at.value);
    if (path === undefined) return;
    current.value = path;
    await go(path);
  }

  const words = computed(() => {
    if (text.value === '' || found.value === null) return '';
    const { count: hits, done, full } = found.value;
    if (done && hits === 0) return 'Not found';
    const all = `${count(hits)}${done && !full ? '' : '+'}`;
    return at.value < 0 ? `${all} found` : `${count(at.value + 1)} of ${all}`;
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    calledOff.abort();
  });
  return { text, marked, found, current, only, step, words };
}
