import { onBeforeUnmount, ref } from 'vue';
import { copyText } from './copy-text.js';
import { useToasts } from './toasts.js';

/** Copies a text: `copied` is true for a moment afterwards; where the browser refuses, the page says what helps. */
export function useCopy() {
  const copied = ref(false);
  const { fail } = useToasts();
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether it was copied. */
  async function copy(text: string): Promise<boolean> {
    clearTimeout(timer);
    copied.value = await copyText(text);
    if (copied.value) timer = setTimeout(() => (copied.value = false), 1500);
    else fail('The browser does not let this page copy. Select it and copy it by hand.');
    return copied.value;
  }

  onBeforeUnmount(() => clearTimeout(timer));
  return { copied, copy };
}
