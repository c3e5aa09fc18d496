import { computed, nextTick, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

/** Browsers cap the height of an element; above this the scroll bar is scaled. */
const tallest = 30_000_000;

/** Lines of one height, of which only those in sight are drawn. */
export function useLines(scroller: Ref<HTMLElement | null>, total: () => number, lineHeight: () => number) {
  const height = ref(0);
  const width = ref(0);
  const scrolled = ref(0);
  const tall = computed(() => Math.min(total() * lineHeight(), tallest));
  const hidden = computed(() => Math.max(0, total() * lineHeight() - height.value));
  const most = computed(() => Math.max(0, tall.value - height.value));
  const above = computed(() => (most.value > 0 ? Math.min(1, scrolled.value / most.value) * hidden.value : 0));
  const first = computed(() => Math.floor(above.value / lineHeight()));
  const count = computed(() =>
    Math.max(0, Math.min(Math.ceil(height.value / lineHeight()) + 1, total() - first.value)),
  );
  /** Where the first line's upper edge stands in the viewport. */
  const top = computed(() => first.value * lineHeight() - above.value);

  function onScroll(): void {
    scrolled.value = scroller.value?.scrollTop ?? 0;
  }

  /** Scrolls as little as it takes to have a line in sight; to the middle where it is far away. */
  async function show(line: number): Promise<void> {
    await nextTick();
    const at = scroller.value;
    if (!at || hidden.value <= 0) return;
    const upper = line * lineHeight();
    const lower = upper + lineHeight();
    const far = upper < above.value - height.value || lower > above.value + height.value * 2;
    let wanted = above.value;
    if (far) wanted = upper - height.value / 2;
    else if (upper < above.value) wanted = upper;
    else if (lower > above.value + height.value) wanted = lower - height.value;
    wanted = Math.min(hidden.value, Math.max(0, wanted));
    at.scrollTop = (wanted / hidden.value) * most.value;
    onScroll();
  }

  const watcher = new ResizeObserver(() => {
    height.value = scroller.value?.clientHeight ?? 0;
    width.value = scroller.value?.clientWidth ?? 0;
    onScroll();
  });
  onMounted(() => scroller.value && watcher.observe(scroller.value));
  onBeforeUnmount(() => watcher.disconnect());
  return { height, width, tall, first, count, top, onScroll, show };
}
