import type { MetricDimension } from '@bothy/contracts';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../../app/api/index.js';
import { useSession } from '../../app/session/use-session.js';
import { saveFile } from '../../ui/save-file.js';
import { spanBefore, spanOfRange, spanSoFar } from './metric-span.js';
import { toolNames } from './tool-names.js';
import type { Dashboard } from './use-dashboard.js';

/** What is shown goes on being shown while it is asked for anew. */
const kept = { placeholderData: <T>(before: T) => before, refetchInterval: 60_000 };

/** In all: in the span, and in as many days before. */
export function useTotals({ span, tool }: Dashboard) {
  const asked = (before: boolean) =>
    computed(() => ({ ...(before ? spanBefore(span.value) : span.value), tool: tool.value }));
  const of = (query: ReturnType<typeof asked>) =>
    useQuery({
      queryKey: ['metrics', 'totals', query],
      queryFn: ({ signal }) => api.call('GET /api/metrics/totals', { query: query.value, signal }),
      ...kept,
    });
  return { now: of(asked(false)), before: of(asked(true)) };
}

const seriesQueryOf = ({ span, tool, metric, by, bucket }: Dashboard) => ({
  ...span.value,
  tool: tool.value,
  metric: metric.value,
  by: by.value === 'all' ? undefined : by.value,
  bucket: bucket.value,
});

export function useSeries(dashboard: Dashboard) {
  const query = computed(() => seriesQueryOf(dashboard));
  return useQuery({
    queryKey: ['metrics', 'series', query],
    // What was asked goes with the answer, which may still be shown when something else is asked. The answer's own span
    // is that of its buckets, and a week may begin before what was summed.
    queryFn: async ({ signal }) => {
      const asked = query.value;
      return { ...(await api.call('GET /api/metrics/series', { query: asked, signal })), asked };
    },
    ...kept,
  });
}

/** Saves what the chart shows as a table. */
export async function exportSeries(dashboard: Dashboard): Promise<void> {
  const asked = seriesQueryOf(dashboard);
  const query = { ...asked, ...spanSoFar(dashboard.span.value, asked.bucket, Date.now()) };
  const response = await api.open('GET /api/metrics/series.csv', { query }, { Accept: 'text/csv' });
  await saveFile(response, `${['metrics', query.tool, query.metric, query.from].filter(Boolean).join('-')}.csv`);
}

export function useTop({ span, tool }: Dashboard, by: MetricDimension) {
  const query = computed(() => ({ ...span.value, tool: tool.value, by, limit: 8 }));
  return useQuery({
    queryKey: ['metrics', 'top', query],
    queryFn: ({ signal }) => api.call('GET /api/metrics/top', { query: query.value, signal }),
    ...kept,
  });
}

export function useCrosscheck({ tool }: Dashboard) {
  return useQuery({
    queryKey: ['metrics', 'crosscheck', tool],
    queryFn: ({ signal }) => api.call('GET /api/metrics/crosscheck', { query: { tool: tool.value }, signal }),
    enabled: computed(() => tool.value !== undefined),
  });
}

/** The tools that one may choose from, and what they are called. */
export function useToolNames() {
  const { can } = useSession();
  const query = useQuery({
    queryKey: ['metrics', 'tools'],
    queryFn: ({ signal }) => api.call('GET /api/catalog/tools', { query: { limit: 200 }, signal }),
    enabled: computed(() => can('catalog:read')),
  });
  return computed(() => toolNames(query.data.value));
}

/** The downloads of the last 14 days, day by day. */
export function useFortnight() {
  return useQuery({
    queryKey: ['metrics', 'fortnight'],
    queryFn: ({ signal }) => {
      const { to } = spanOfRange('7d', Date.now());
      const from = spanBefore(spanOfRange('7d', Date.now())).from;
      return api.call('GET /api/metrics/series', { query: { from, to, metric: 'downloads', bucket: 'day' }, signal });
    },
    refetchInterval: 60_000,
  });
}

export function useMetricsReload(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['metrics'] });
}
