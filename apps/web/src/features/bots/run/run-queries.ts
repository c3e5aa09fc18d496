import type { BotVersion, Run } from '@bothy/contracts';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../../app/api/index.js';
import { usePages } from '../../../app/api/use-pages.js';
import { putRun } from '../bot-queries.js';

/** What becomes of a run by hand. Each answers the run as it stands then. */
export function useRunActs() {
  const client = useQueryClient();
  const put = async (asked: Promise<Run>): Promise<Run> => {
    const run = await asked;
    putRun(client, run);
    return run;
  };
  const of = (run: Run) => ({ params: { id: run.id } });
  return {
    pause: (run: Run) => put(api.call('POST /api/runs/:id/pause', of(run))),
    resume: (run: Run) => put(api.call('POST /api/runs/:id/resume', of(run))),
    cancel: (run: Run) => put(api.call('POST /api/runs/:id/cancel', of(run))),
    approve: (run: Run, reason: string) =>
      put(api.call('POST /api/runs/:id/approve', { ...of(run), body: { reason } })),
    reject: (run: Run, reason: string) => put(api.call('POST /api/runs/:id/reject', { ...of(run), body: { reason } })),
    rerun: (run: Run, params: Record<string, string>) =>
      put(api.call('POST /api/runs/:id/rerun', { ...of(run), body: { params } })),
  };
}

/** All attempts of a run; asked for again whenever the run takes a step. */
export function useAttempts(run: MaybeRefOrGetter<Run | undefined>) {
  const step = computed(() => [toValue(run)?.attempt, toValue(run)?.status, toValue(run)?.retryAt]);
  return useQuery({
    queryKey: ['run-attempts', () => toValue(run)?.id, step],
    queryFn: ({ signal }) => api.call('GET /api/runs/:id/attempts', { params: { id: toValue(run)?.id ?? '' }, signal }),
    enabled: computed(() => toValue(run) !== undefined),
    placeholderData: (before) => before,
  });
}

export function useArtifacts(run: MaybeRefOrGetter<Run>) {
  const step = computed(() => [toValue(run).artifactCount, toValue(run).attempt, toValue(run).status]);
  return useQuery({
    queryKey: ['run-artifacts', () => toValue(run).id, step],
    queryFn: ({ signal }) => api.call('GET /api/runs/:id/artifacts', { params: { id: toValue(run).id }, signal }),
    placeholderData: (before) => before,
  });
}

/** The version of the bot that a run was started with; null when it is no longer kept. */
export function useRunDefinition(run: MaybeRefOrGetter<Run | undefined>) {
  return useQuery({
    queryKey: ['bot-version', () => toValue(run)?.botSlug, () => toValue(run)?.botVersion],
    queryFn: ({ signal }) => findVersion(toValue(run), signal),
    enabled: computed(() => toValue(run) !== undefined),
    // A version never changes.
    staleTime: Infinity,
  });
}

/** Versions come newest first, so that an old run of a bot that is often edited takes several pages. */
async function findVersion(run: Run | undefined, signal: AbortSignal): Promise<BotVersion | null> {
  if (!run) return null;
  let cursor: string | undefined;
  do {
    const page = await api.call('GET /api/bots/:slug/versions', {
      params: { slug: run.botSlug },
      query: { limit: 200, cursor },
      signal,
    });
    const found = page.items.find((each) => each.version === run.botVersion);
    if (found) return found;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return null;
}

/** The runs of the same bot, the newest first: what a run can be compared with. */
export function useOtherRuns(slug: MaybeRefOrGetter<string>) {
  return usePages<Run>({
    key: ['runs', 'others', slug],
    fetch: (cursor, signal) =>
      api.call('GET /api/bots/:slug/runs', { params: { slug: toValue(slug) }, query: { cursor, limit: 100 }, signal }),
  });
}

export interface RunFilters {
  readonly status?: Run['status'] | undefined;
  readonly trigger?: Run['trigger']['kind'] | undefined;
}

export function useRunList(filters: MaybeRefOrGetter<RunFilters>) {
  return usePages<Run>({
    key: ['runs', 'all', filters],
    fetch: (cursor, signal) => api.call('GET /api/runs', { query: { ...toValue(filters), cursor, limit: 50 }, signal }),
  });
}

export function useComparison(left: MaybeRefOrGetter<string>, right: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['comparison', left, right],
    queryFn: ({ signal }) =>
      api.call('GET /api/runs/:id/compare/:other', { params: { id: toValue(left), other: toValue(right) }, signal }),
  });
}
