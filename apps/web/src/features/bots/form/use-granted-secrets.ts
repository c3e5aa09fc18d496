import type { Secret } from '@bothy/contracts';
import { useQuery } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../../app/api/index.js';
import { useSession } from '../../../app/session/use-session.js';

/** The team's secrets, and which of them the bot may have. */
export function useGrantedSecrets(slug: MaybeRefOrGetter<string>) {
  const { can } = useSession();
  const query = useQuery({
    queryKey: ['secrets', 'names'],
    queryFn: ({ signal }) => api.call('GET /api/secrets', { query: { limit: 200 }, signal }),
    enabled: computed(() => can('secrets:read')),
  });
  const all = computed<readonly Secret[]>(() => query.data.value?.items ?? []);
  const may = ({ bots }: Secret) => bots === '*' || bots.includes(toValue(slug));
  return {
    all,
    granted: computed(() => all.value.filter(may)),
    others: computed(() => all.value.filter((each) => !may(each))),
    known: computed(() => query.isSuccess.value),
    error: computed(() => (query.isError.value ? query.error.value : null)),
  };
}
