import type { Tool, ToolSummary } from '@bothy/contracts';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../app/api/index.js';
import { usePages } from '../../app/api/use-pages.js';

export function useTools(search: MaybeRefOrGetter<string>) {
  return usePages<ToolSummary>({
    key: ['tools', 'list', search],
    fetch: (cursor, signal) =>
      api.call('GET /api/catalog/tools', {
        query: { cursor, search: toValue(search).trim().slice(0, 100) || undefined, limit: 50 },
        signal,
      }),
  });
}

/** Files that are not measured by then are measured by nobody: they are GitLab's, and too large, or nobody fetched them. */
const measuringMs = 5 * 60_000;

/** Its source was not asked yet, or files are still being measured. */
export function isUnderway({ management, versions }: Pick<Tool, 'management' | 'versions'>, now: number): boolean {
  if (!management?.source) return false;
  if (!management.triedAt) return true;
  const isRecent = now - Date.parse(management.triedAt) < measuringMs;
  return isRecent && versions.some(({ files }) => files.some((file) => !file.sha256));
}

/** A tool; while its page is open it is asked for again now and then, more often while something is underway. */
export function useTool(slug: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['tool', slug],
    queryFn: ({ signal }) => api.call('GET /api/catalog/tools/:slug', { params: { slug: toValue(slug) }, signal }),
    enabled: computed(() => toValue(slug) !== ''),
    // It may have been deleted a moment ago, and nobody should go on with its form.
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data && isUnderway(state.data, Date.now()) ? 5_000 : 60_000),
  });
}

/** After a change: the tool as it is now, and all that lists tools is asked for again. */
export function useToolChanged() {
  const client = useQueryClient();
  return {
    put(tool: Tool): void {
      client.setQueryData(['tool', tool.slug], tool);
      void client.invalidateQueries({ queryKey: ['tools'] });
    },
    reload: (slug: string): Promise<void> => {
      void client.invalidateQueries({ queryKey: ['tools'] });
      return client.invalidateQueries({ queryKey: ['tool', slug] });
    },
    gone(slug: string): void {
      client.removeQueries({ queryKey: ['tool', slug] });
      void client.invalidateQueries({ queryKey: ['tools'] });
    },
  };
}
