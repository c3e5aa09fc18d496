import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed, reactive, toValue, type MaybeRefOrGetter } from 'vue';
import type { PageList } from '../../ui/page-list.js';

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

interface PagesOptions<T> {
  /** Under which it is kept; what it varies with may stand in it as refs. */
  readonly key: readonly unknown[];
  readonly fetch: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>;
  /** False while it should not be asked for. */
  readonly enabled?: MaybeRefOrGetter<boolean>;
}

/** A list that pages by cursor, as `ListCard` takes it. While it is asked for anew, what was there stays. */
export function usePages<T>({ key, fetch, enabled = true }: PagesOptions<T>): PageList<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetch(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<T>) => page.nextCursor ?? undefined,
    placeholderData: (before) => before,
    enabled: computed(() => toValue(enabled)),
  });
  return reactive({
    items: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []),
    loading: query.isPending,
    error: computed(() => (query.isError.value ? query.error.value : null)),
    refreshing: computed(() => query.isFetching.value && !query.isFetchingNextPage.value),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  }) as PageList<T>;
}
