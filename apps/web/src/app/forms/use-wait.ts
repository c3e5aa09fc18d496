import { computed, ref, watch, type Ref } from 'vue';
import { useNow } from '../../ui/use-now.js';
import type { ProblemError } from '../api/index.js';

/** Whole seconds until the server takes another try; 0 when it does now. */
export function useWait(...problems: Readonly<Ref<ProblemError | null>>[]) {
  const now = useNow();
  const until = ref(0);
  const most = ref(0);
  watch(
    problems,
    (all) => {
      const waits = all.map((problem) => Number(problem?.details['retryAfterSeconds'] ?? 0));
      const longest = Math.max(0, ...waits.filter(Number.isFinite));
      if (!longest) return;
      most.value = longest;
      until.value = Date.now() + longest * 1000;
    },
    { immediate: true },
  );
  // The clock moves once a second: it may be behind by as much when the wait begins.
  return computed(() => Math.min(most.value, Math.max(0, Math.ceil((until.value - now.value) / 1000))));
}
