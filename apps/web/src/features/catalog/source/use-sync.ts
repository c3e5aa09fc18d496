import type { SyncResult, Tool } from '@bothy/contracts';
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { api } from '../../../app/api/index.js';
import { useAttempt } from '../../../app/forms/use-attempt.js';
import { useToolChanged } from '../tool-queries.js';

/** Asks a source for releases now: what came of it stays until it is asked again, by whomever (`triedAt` changes). */
export function useSync(triedAt: MaybeRefOrGetter<string | null>) {
  const { busy, problem, attempt } = useAttempt();
  const { reload } = useToolChanged();
  const result = shallowRef<SyncResult | null>(null);

  async function sync({ slug }: Pick<Tool, 'slug'>): Promise<void> {
    result.value = null;
    const done = await attempt(() => api.call('POST /api/catalog/tools/:slug/sync', { params: { slug } }));
    result.value = done ?? null;
    // A try that failed is written down with the tool, too.
    await reload(slug);
  }
  watch(
    () => toValue(triedAt),
    // What that try came to is written down with the tool.
    () => (problem.value = null),
  );

  return { busy, problem, result, sync };
}
