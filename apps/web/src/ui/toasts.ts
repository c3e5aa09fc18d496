import { shallowRef } from 'vue';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  readonly undo?: () => void;
}

const shown = shallowRef<readonly Toast[]>([]);
let last = 0;

/** Words at the lower right for 6 s; errors stay until they are closed. An error that was `told` already is not said again. */
export function useToasts() {
  const close = (id: number): void => {
    shown.value = shown.value.filter((toast) => toast.id !== id);
  };
  const add = (toast: Omit<Toast, 'id'>): void => {
    const id = ++last;
    shown.value = [...shown.value.slice(-3), { ...toast, id }];
    if (!toast.bad) setTimeout(() => close(id), 6000);
  };
  return {
    shown,
    close,
    say: (text: string, undo?: () => void) => add({ text, bad: false, undo }),
    fail: (error: unknown) => {
      if (error instanceof Error && 'told' in error && error.told) return;
      add({ text: error instanceof Error ? error.message : String(error), bad: true });
    },
  };
}
