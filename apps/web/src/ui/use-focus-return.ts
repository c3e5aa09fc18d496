import { onUnmounted, watch, type Ref } from 'vue';

/** What has the focus now; for an entry of a menu, which is gone soon, the button of that menu. */
function opener(): HTMLElement | null {
  const at = document.activeElement;
  const button = at?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const from = button ? document.getElementById(button) : at;
  return from instanceof HTMLElement ? from : null;
}

/** Gives the focus back to where it came from when `open` ends, or all of the component, and nothing else took it. */
export function useFocusReturn(open: Ref<boolean>): void {
  let from: HTMLElement | null = null;
  const giveBack = (): void => {
    // The dialog's own attempt comes first.
    setTimeout(() => {
      if (document.activeElement === document.body && from?.isConnected) from.focus();
    });
  };
  watch(open, (now) => (now ? (from = opener()) : giveBack()), { immediate: true, flush: 'sync' });
  onUnmounted(giveBack);
}
