import type { Run } from '@bothy/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../../app/api/index.js';

const dayMs = 86_400_000;
const mostPages = 5;

/** The runs of the last 24 hours, the newest 1,000 at most; `whole` is false when there were more. */
export function useDay() {
  const query = useQuery({
    queryKey: ['day'],
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const since = Date.now() - dayMs;
      const runs: Run[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < mostPages; page += 1) {
        const answer = await api.call('GET /api/runs', { query: { limit: 200, cursor }, signal });
        runs.push(...answer.items.filter((run) => Date.parse(run.createdAt) >= since));
        cursor = answer.nextCursor ?? undefined;
        if (!cursor || Date.parse(answer.items.at(-1)?.createdAt ?? '') < since) return { runs, whole: true };
      }
      return { runs, whole: false };
    },
  });
  return { runs: computed(() => query.data.value?.runs ?? []), whole: computed(() => query.data.value?.whole ?? true) };
}
