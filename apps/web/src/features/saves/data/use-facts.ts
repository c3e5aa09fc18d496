import { shallowRef, type ShallowRef } from 'vue';
import { useToasts } from '../../../ui/toasts.js';

/** Facts that are fetched when a panel comes up; undefined until then, when rows show their own names. */
export function useFacts<T>(load: () => Promise<T>): Readonly<ShallowRef<T | undefined>> {
  const facts = shallowRef<T>();
  const { fail } = useToasts();
  load().then((loaded) => (facts.value = loaded), fail);
  return facts;
}
