import type { Secret } from '@bothy/contracts';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../app/api/index.js';
import { usePages } from '../../app/api/use-pages.js';

export function useSecrets() {
  return usePages<Secret>({
    key: ['secrets', 'list'],
    fetch: (cursor, signal) => api.call('GET /api/secrets', { query: { cursor, limit: 100 }, signal }),
  });
}

/** The bots that a secret can be granted to. */
export function useGrantees(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ['secret-bots'],
    queryFn: ({ signal }) => api.call('GET /api/bots', { query: { limit: 200 }, signal }),
    enabled: computed(() => toValue(enabled)),
  });
}

/** Has all that shows secrets asked for again: the list here, and what bots may choose from. */
export function useSecretsReload(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['secrets'] });
}
