import { useQuery } from '@tanstack/vue-query';
import { api } from '../api/index.js';

/** How one can sign in, counted. */
export function useFactors() {
  return useQuery({
    queryKey: ['my-factors'],
    queryFn: ({ signal }) => api.call('GET /api/me/factors', { signal }),
  });
}
