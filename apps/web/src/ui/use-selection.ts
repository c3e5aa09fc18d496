import { computed, shallowRef } from 'vue';

/** Which rows of a list are chosen, by id. What leaves the list is no longer chosen. */
export function useSelection<T>(items: () => readonly T[], idOf: (item: T) => string) {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  const chosen = computed(() => items().filter((item) => ids.value.has(idOf(item))));
  const all = computed(() => chosen.value.length > 0 && chosen.value.length === items().length);

  function toggle(item: T): void {
    const next = new Set(ids.value);
    if (!next.delete(idOf(item))) next.add(idOf(item));
    ids.value = next;
  }

  return {
    chosen,
    all,
    has: (item: T): boolean => ids.value.has(idOf(item)),
    toggle,
    toggleAll: (): void => void (ids.value = all.value ? new Set() : new Set(items().map(idOf))),
    clear: (): void => void (ids.value = new Set()),
  };
}
export type Selection<T> = ReturnType<typeof useSelection<T>>;
