import type { Run } from '@bothy/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, watch } from 'vue';
import { api } from '../../../app/api/index.js';
import { useToasts } from '../../../ui/toasts.js';
import { useAct } from '../../../ui/use-act.js';
import { isFinal } from '../run-words.js';

const runsWord = (many: number) => (many === 1 ? '1 run' : `${many.toLocaleString('en-US')} runs`);

/** Runs that are selected in a list, and what becomes of all of them at once. */
export function useBulk(shown: () => readonly Run[]) {
  const client = useQueryClient();
  const { say } = useToasts();
  const { busy, act } = useAct();
  const chosen = ref<ReadonlySet<string>>(new Set());
  const runs = computed(() => shown().filter((run) => chosen.value.has(run.id)));
  const going = computed(() => runs.value.filter((run) => !isFinal(run.status)));
  const ended = computed(() => runs.value.filter((run) => isFinal(run.status)));
  // What leaves the list cannot be seen, and so is not acted upon.
  watch(shown, () => {
    if (runs.value.length !== chosen.value.size) chosen.value = new Set(runs.value.map((run) => run.id));
  });

  async function done(words: string): Promise<void> {
    chosen.value = new Set();
    await client.invalidateQueries({ queryKey: ['runs'] });
    say(words);
  }
  const idsOf = (of: readonly Run[]) => of.map((run) => run.id);

  async function cancel(): Promise<void> {
    const answer = await act(() => api.call('POST /api/runs/cancel', { body: { ids: idsOf(going.value) } }));
    if (answer) await done(`${runsWord(answer.cancelled)} will end`);
  }
  /** True when they are gone. */
  async function purge(): Promise<boolean> {
    const answer = await act(() => api.call('POST /api/runs/purge', { body: { ids: idsOf(ended.value) } }));
    if (answer) await done(`${runsWord(answer.purged)} deleted`);
    return answer !== undefined;
  }
  return { chosen, runs, going, ended, busy, cancel, purge, words: runsWord };
}
export type Bulk = ReturnType<typeof useBulk>;
