import { useQuery } from '@tanstack/vue-query';
import { api } from '../api/index.js';

/** Which ways in this server offers; it does not change while the server runs. */
export function useMethods() {
  return useQuery({
    queryKey: ['sign-in-methods'],
    queryFn: ({ signal }) => api.call('GET /api/auth/methods', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
