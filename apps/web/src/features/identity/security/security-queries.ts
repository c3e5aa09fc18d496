import { useQueryClient } from '@tanstack/vue-query';
import type { Ref } from 'vue';
import { api } from '../../../app/api/index.js';
import { usePages } from '../../../app/api/use-pages.js';

export const usePasskeys = () =>
  usePages({
    key: ['my-passkeys'],
    fetch: (cursor, signal) => api.call('GET /api/me/passkeys', { query: { cursor, limit: 100 }, signal }),
  });

/** Asked for only where there can be any. */
export const useIdentities = (enabled: Ref<boolean>) =>
  usePages({
    key: ['my-identities'],
    enabled,
    fetch: (cursor, signal) => api.call('GET /api/me/identities', { query: { cursor, limit: 100 }, signal }),
  });

export const useMySessions = () =>
  usePages({
    key: ['my-sessions'],
    fetch: (cursor, signal) => api.call('GET /api/me/sessions', { query: { cursor, limit: 50 }, signal }),
  });

/** Asks again for what an act here may have changed: ways in hang together, and some acts end sessions. */
export function useReload() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['my-factors', 'my-passkeys', 'my-identities', 'my-sessions'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}
