import type { Bot, Run, RunStatus } from '@bothy/contracts';
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter, type Ref } from 'vue';
import { api } from '../../app/api/index.js';
import { usePages } from '../../app/api/use-pages.js';
import { useToasts } from '../../ui/toasts.js';
import { laterOf } from './run-words.js';

export function useBots(search: MaybeRefOrGetter<string>, tag: MaybeRefOrGetter<string> = '') {
  return usePages<Bot>({
    key: ['bots', 'list', search, tag],
    fetch: (cursor, signal) =>
      api.call('GET /api/bots', {
        query: { cursor, search: toValue(search) || undefined, tag: toValue(tag) || undefined, limit: 100 },
        signal,
      }),
  });
}

export function useBot(slug: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['bot', slug],
    queryFn: ({ signal }) => api.call('GET /api/bots/:slug', { params: { slug: toValue(slug) }, signal }),
    enabled: computed(() => toValue(slug) !== ''),
  });
}

export function useRun(id: MaybeRefOrGetter<string>) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ['run', id],
    queryFn: async ({ signal }) => {
      const run = await api.call('GET /api/runs/:id', { params: { id: toValue(id) }, signal });
      return laterOf(client.getQueryData<Run>(['run', run.id]), run);
    },
  });
}

export function useBotRuns(slug: MaybeRefOrGetter<string>) {
  return usePages<Run>({
    key: ['runs', 'bot', slug],
    fetch: (cursor, signal) =>
      api.call('GET /api/bots/:slug/runs', { params: { slug: toValue(slug) }, query: { cursor, limit: 50 }, signal }),
  });
}

/** The runs of one status, the newest 200. */
export function useRunsOf(status: RunStatus) {
  return useQuery({
    queryKey: ['runs', 'of', status],
    queryFn: ({ signal }) => api.call('GET /api/runs', { query: { status, limit: 200 }, signal }),
  });
}

export function useRunningCount(): Ref<number> {
  const running = useRunsOf('running');
  return computed(() => running.data.value?.items.length ?? 0);
}

export function putRun(client: QueryClient, run: Run): void {
  client.setQueryData<Run>(['run', run.id], (before) => laterOf(before, run));
}

export function useSwitchBot() {
  const client = useQueryClient();
  const { fail, say } = useToasts();
  const mutation = useMutation({
    mutationFn: ({ bot, enabled }: { bot: Bot; enabled: boolean }) =>
      api.call('PATCH /api/bots/:slug', { params: { slug: bot.slug }, body: { enabled } }),
    onSuccess: (bot) => {
      client.setQueryData(['bot', bot.slug], bot);
      void client.invalidateQueries({ queryKey: ['bots'] });
      say(`${bot.name} is switched ${bot.enabled ? 'on' : 'off'}`, () =>
        mutation.mutate({ bot, enabled: !bot.enabled }),
      );
    },
    onError: fail,
  });
  return mutation;
}
