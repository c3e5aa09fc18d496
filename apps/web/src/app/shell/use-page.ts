import { computed, shallowRef, toValue, watchEffect, type MaybeRefOrGetter } from 'vue';
import type { RouteLocationRaw } from 'vue-router';

export interface Crumb {
  readonly label: string;
  readonly to?: RouteLocationRaw;
}

const crumbs = shallowRef<readonly Crumb[]>([]);

/** Names the page, in the browser's tab and in the path of crumbs; the last crumb is the page itself. */
export function usePage(path: MaybeRefOrGetter<readonly Crumb[]>, title?: MaybeRefOrGetter<string>): void {
  watchEffect(() => {
    const now = toValue(path);
    crumbs.value = now;
    document.title = `${toValue(title) ?? now.at(-1)?.label ?? ''} · Bothy`;
  });
}

export function useCrumbs() {
  return computed(() => crumbs.value);
}
