import { onBeforeUnmount } from 'vue';

/** Keys of every page: a control with `data-hotkey="/"` gets the focus when that key is pressed outside of fields. */
export function useHotkeys(): void {
  const onKey = (event: KeyboardEvent): void => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (at instanceof HTMLElement && (at.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(at.tagName)))
      return;
    const control = [...document.querySelectorAll<HTMLElement>('[data-hotkey]')].find(
      (each) => each.dataset['hotkey'] === event.key,
    );
    if (!control) return;
    event.preventDefault();
    control.focus();
  };
  document.addEventListener('keydown', onKey);
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey));
}
