import type { Delivery } from '@bothy/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import { toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../../app/api/index.js';
import { usePages } from '../../../app/api/use-pages.js';

export function useDeliveries(
  slug: MaybeRefOrGetter<string>,
  status: MaybeRefOrGetter<Delivery['status'] | undefined>,
) {
  return usePages<Delivery>({
    key: ['deliveries', slug, status],
    fetch: (cursor, signal) =>
      api.call('GET /api/bots/:slug/deliveries', {
        params: { slug: toValue(slug) },
        query: { cursor, status: toValue(status), limit: 50 },
        signal,
      }),
  });
}

/** Takes a delivery as if it came again; gives the new one. */
export function useReplay(): (delivery: Delivery) => Promise<Delivery> {
  const client = useQueryClient();
  return async ({ id }) => {
    const again = await api.call('POST /api/deliveries/:id/replay', { params: { id } });
    await client.invalidateQueries({ queryKey: ['deliveries'] });
    return again;
  };
}
