import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../../../app/api/index.js';
import { useSession } from '../../../app/session/use-session.js';

/** The secrets that may be sent somewhere, for those who may see which there are. */
export function useTokens() {
  const { can } = useSession();
  const allowed = computed(() => can('secrets:read'));
  const query = useQuery({
    queryKey: ['secrets', 'names'],
    queryFn: ({ signal }) => api.call('GET /api/secrets', { query: { limit: 200 }, signal }),
    enabled: allowed,
  });
  return {
    allowed,
    known: computed(() => query.isSuccess.value),
    tokens: computed(() => (query.data.value?.items ?? []).filter(({ origins }) => origins.length > 0)),
  };
}

/** The bots whose files may become versions. */
export function useBotChoices() {
  const { can } = useSession();
  const query = useQuery({
    queryKey: ['tool-bots'],
    queryFn: ({ signal }) => api.call('GET /api/bots', { query: { limit: 200 }, signal }),
    enabled: computed(() => can('bots:read')),
  });
  return computed(() => (query.data.value?.items ?? []).map(({ slug, name }) => ({ slug, name })));
}
