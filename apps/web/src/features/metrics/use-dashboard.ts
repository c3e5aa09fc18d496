import type { MetricBucket, MetricName } from '@bothy/contracts';
import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useNow } from '../../ui/use-now.js';
import { bucketsOf, ranges, spanOfDays, spanOfRange, usualBucket, type RangeKey } from './metric-span.js';
import { figures } from './metric-words.js';

export const partings = { all: 'All', tool: 'By tool', version: 'By version' } as const;
export type Parting = keyof typeof partings;
type QueryName = 'range' | 'from' | 'to' | 'tool' | 'metric' | 'by' | 'bucket';

const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** What the dashboard shows, kept in the page's address. What makes no sense there is left out. */
export function useDashboard() {
  const route = useRoute();
  const router = useRouter();
  // A page that is left open over midnight goes on with the new day.
  const now = useNow(60_000);
  const text = (name: QueryName): string | undefined => {
    const value = route.query[name];
    return typeof value === 'string' && value ? value : undefined;
  };
  const ownDays = computed(() => spanOfDays(text('from'), text('to')));
  const range = computed<RangeKey | null>(() => {
    if (ownDays.value) return null;
    return (Object.keys(ranges) as RangeKey[]).find((key) => key === text('range')) ?? '30d';
  });
  const today = computed(() => new Date(now.value).toISOString().slice(0, 10));
  const span = computed(() => ownDays.value ?? spanOfRange(range.value ?? '30d', Date.parse(today.value)));
  const tool = computed(() => (slugPattern.test(text('tool') ?? '') ? text('tool') : undefined));
  /** Figures of the whole team belong to no tool. */
  const shown = computed(() => figures.filter(({ team }) => !team || !tool.value));
  const metric = computed<MetricName>(
    () => shown.value.find((figure) => figure.metric === text('metric'))?.metric ?? 'downloads',
  );
  const partingsHere = computed<Parting[]>(() => {
    if (figures.find((figure) => figure.metric === metric.value)?.team) return ['all'];
    const versions = !['clones', 'fetches'].includes(metric.value);
    return ['all', ...(tool.value ? [] : (['tool'] as const)), ...(versions ? (['version'] as const) : [])];
  });
  const by = computed<Parting>(() => partingsHere.value.find((key) => key === text('by')) ?? 'all');
  const buckets = computed(() => bucketsOf(span.value, Date.parse(today.value)));
  const bucket = computed<MetricBucket>(() => {
    const usual = usualBucket(span.value);
    const fallback = buckets.value.includes(usual) ? usual : 'day';
    return buckets.value.find((each) => each === text('bucket')) ?? fallback;
  });

  const set = (values: Partial<Record<QueryName, string | undefined>>): void =>
    void router.replace({ query: { ...route.query, ...values } });
  // Days that make no span are as good as not named, and the address says so.
  watch(
    () => !ownDays.value && (text('from') ?? text('to')) !== undefined,
    (isVain) => isVain && set({ from: undefined, to: undefined }),
    { immediate: true },
  );

  return {
    range,
    ownDays,
    span,
    tool,
    shown,
    metric,
    partings: partingsHere,
    by,
    buckets,
    bucket,
    today,
    set,
  };
}
export type Dashboard = ReturnType<typeof useDashboard>;
