import { onBeforeUnmount, ref } from 'vue';

/** Lines per second over the last two seconds. */
export function useRate(total: () => number) {
  const rate = ref(0);
  const seen: number[] = [total()];
  const timer = setInterval(() => {
    seen.push(total());
    if (seen.length > 5) seen.shift();
    rate.value = Math.round(((seen.at(-1) ?? 0) - (seen[0] ?? 0)) / ((seen.length - 1) / 2));
  }, 500);
  onBeforeUnmount(() => clearInterval(timer));
  return rate;
}
