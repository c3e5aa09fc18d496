import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { api, ProblemError } from '../../../app/api/index.js';

/** When a cron text comes next, and what it says in words; asked for once typing has paused. */
export function useNextTimes(cron: MaybeRefOrGetter<string>, timeZone: MaybeRefOrGetter<string>) {
  // Both together: an old text in a new zone is nothing that anybody wrote.
  const settled = useSettled(() => ({ cron: toValue(cron).trim(), timeZone: toValue(timeZone) }), 300);
  const query = useQuery({
    queryKey: ['schedule-times', settled],
    queryFn: ({ signal }) => api.call('GET /api/schedules/next', { query: { ...settled.value, count: 5 }, signal }),
    enabled: computed(() => settled.value.cron !== ''),
    retry: (tried, error) => tried < 2 && !(error instanceof ProblemError && error.status === 400),
    staleTime: 60_000,
  });
  const error = computed(() => (query.error.value instanceof ProblemError ? query.error.value : null));
  return {
    times: computed(() => query.data.value?.times ?? []),
    words: computed(() => query.data.value?.words ?? ''),
    /** What is wrong with the text, or why nothing could be asked. */
    problem: computed(() => error.value && (error.value.issues[0]?.message ?? error.value.message)),
  };
}

/** What stood there for `ms` without a change. */
function useSettled<T extends object>(value: () => T, ms: number) {
  const settled = shallowRef(value());
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => JSON.stringify(value()),
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => (settled.value = value()), ms);
    },
  );
  onScopeDispose(() => clearTimeout(timer));
  return settled;
}

/** Which bots are due next, the nearest first. */
export function useUpcoming(limit = 20) {
  return useQuery({
    queryKey: ['upcoming', limit],
    queryFn: ({ signal }) => api.call('GET /api/schedules/upcoming', { query: { limit }, signal }),
    // What was due is gone; what comes after it moves up.
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });
}
