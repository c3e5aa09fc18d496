import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import { useAct } from '../../../ui/use-act.js';
import type { Changes, OpenSave, Outcome } from '../open-save.js';

/** Writing the file takes a while: it waits until one has stopped changing it. */
const settledMs = 350;

/** What differs from the file that was opened, and what the edited file will be. */
export function useChanges(save: () => OpenSave) {
  const changes = shallowRef<Changes>({ revision: 0, list: [], more: false });
  const outcome = shallowRef<Outcome | null>(null);
  const working = ref(false);
  const { fail } = useToasts();
  const { act } = useAct();
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function write(mine: number): Promise<void> {
    try {
      const found = await save().outcome();
      if (mine === last) outcome.value = found;
    } catch (error) {
      if (mine === last) fail(error);
    } finally {
      if (mine === last) working.value = false;
    }
  }

  watch(
    () => save().revision.value,
    async () => {
      const mine = (last += 1);
      clearTimeout(timer);
      const found = await act(() => save().changes());
      if (found === undefined || mine !== last) return;
      changes.value = found;
      if (found.list.length === 0) {
        outcome.value = null;
        working.value = false;
        return;
      }
      working.value = true;
      timer = setTimeout(() => void write(mine), settledMs);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    last += 1;
    clearTimeout(timer);
  });
  return { changes, outcome, working, count: computed(() => changes.value.list.length) };
}
