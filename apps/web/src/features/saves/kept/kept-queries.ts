import type { KeptSave } from '@bothy/contracts';
import { useQueryClient } from '@tanstack/vue-query';
import type { MaybeRefOrGetter } from 'vue';
import { api } from '../../../app/api/index.js';
import { usePages } from '../../../app/api/use-pages.js';

/** The versions that this member keeps, the newest first; asked for while `enabled`. */
export function useKept(enabled: MaybeRefOrGetter<boolean> = true) {
  return usePages<KeptSave>({
    key: ['saves', 'kept'],
    enabled,
    fetch: (cursor, signal) => api.call('GET /api/ue4/kept', { query: { cursor, limit: 50 }, signal }),
  });
}

/** Has the list asked for again. */
export function useKeptReload(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['saves', 'kept'] });
}

/** The file of a kept version. */
export async function keptContent({ id }: KeptSave): Promise<Blob> {
  const response = await api.open(
    'GET /api/ue4/kept/:id/content',
    { params: { id } },
    { Accept: 'application/octet-stream' },
  );
  return response.blob();
}
