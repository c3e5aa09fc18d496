import { onBeforeUnmount, readonly, ref, type Ref } from 'vue';

/** The time in ms, moving on every second while the component is there. */
export function useNow(everyMs = 1000): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), everyMs);
  onBeforeUnmount(() => clearInterval(timer));
  return readonly(now);
}
