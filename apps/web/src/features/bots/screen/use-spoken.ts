import { onBeforeUnmount, ref, watch } from 'vue';

/** A line is read out once it has stood still for so long: what rushes past is not. */
const stillMs = 800;

/** What a screen reader is told of a screen: the line at the cursor, when it came to rest. */
export function useSpoken(line: () => string) {
  const spoken = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(line, (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.value = text.trim()), stillMs);
  });
  onBeforeUnmount(() => clearTimeout(timer));
  return spoken;
}
