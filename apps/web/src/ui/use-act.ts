import { ref } from 'vue';
import { useToasts } from './toasts.js';

/** One act at a time: `busy` while it goes on, its failure as a toast. Undefined when it failed. */
export function useAct() {
  const busy = ref(false);
  const { fail } = useToasts();
  async function act<T>(work: () => Promise<T>): Promise<T | undefined> {
    busy.value = true;
    try {
      return await work();
    } catch (error) {
      fail(error);
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  return { busy, act };
}
