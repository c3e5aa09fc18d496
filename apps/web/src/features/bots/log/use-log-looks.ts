import { onBeforeUnmount, ref } from 'vue';

/** Whether times stand before the lines, and whether long lines wrap: as fits the width, until it is chosen. */
export function useLogLooks() {
  const narrow = matchMedia('(max-width: 720px)');
  const times = ref(!narrow.matches);
  const wrap = ref(narrow.matches);
  const onChange = (): void => {
    times.value = !narrow.matches;
    wrap.value = narrow.matches;
  };
  narrow.addEventListener('change', onChange);
  onBeforeUnmount(() => narrow.removeEventListener('change', onChange));
  return { times, wrap };
}
