import { onBeforeUnmount, type Ref } from 'vue';

/**
 * Keys of a table: J and K lead to the next and the row before, X chooses the row, Escape ends the choice. The focus
 * moves along the links of class `name`, so that Enter opens as it does everywhere.
 */
export function useRowKeys(
  table: Ref<HTMLElement | null>,
  on: { toggle?: (row: number) => void; clear?: () => void },
): void {
  const rows = () => [...(table.value?.querySelectorAll<HTMLElement>('tbody > tr:has(.name)') ?? [])];
  const current = () => rows().findIndex((row) => row.contains(document.activeElement));

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const at = current();
    if (event.key === 'j' || event.key === 'k') {
      const next = event.key === 'j' ? at + 1 : Math.max(0, at - 1);
      rows()[next]?.querySelector<HTMLElement>('.name')?.focus();
    } else if (event.key === 'x' && at >= 0) on.toggle?.(at);
    else if (event.key === 'Escape' && !document.querySelector('[role=dialog], [role=menu]')) on.clear?.();
    else return;
    if (event.key !== 'Escape') event.preventDefault();
  }

  document.addEventListener('keydown', onKey);
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey));
}

/** Ticking a box is no typing. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return (
    target.isContentEditable ||
    ['TEXTAREA', 'SELECT'].includes(target.tagName) ||
    target.closest('[role=dialog]') !== null
  );
}
