import { nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref } from 'vue';
import { anchorAt, fixedWindow, lineHeight, scrollHeight, scrollTo } from './log-window.js';

export interface ScrollSource {
  /** How many rows there are now. */
  readonly rows: () => number;
  readonly wrap: Ref<boolean>;
  /** Rows `from` up to and without `to` (from 0) are in sight. */
  readonly seen: (from: number, to: number) => void;
}

/** Moves a window of rows over a log of any length, and follows its end while asked to. */
export function useLogScroll(scroller: Ref<HTMLElement | null>, list: Ref<HTMLElement | null>, source: ScrollSource) {
  const height = ref(0);
  const tall = ref(0);
  const drawn = shallowRef({ first: 0, rows: 0 });
  const top = ref(0);
  const following = ref(false);
  /** How the scroll bar stood last: a lower place in the same frame can only be the reader's doing. */
  let last = { at: 0, view: 0, whole: 0 };

  /** A row to show that is not here yet, or for which there is no place yet. */
  let wanted = -1;

  function remember(): void {
    const { scrollTop = 0, clientHeight = 0, scrollHeight: whole = 0 } = scroller.value ?? {};
    last = { at: scrollTop, view: clientHeight, whole };
  }

  function moveTo(place: number): void {
    if (scroller.value) scroller.value.scrollTop = place;
    remember();
  }

  const most = () => Math.max(0, tall.value - height.value);

  /** Where rows have heights of their own: they flow around the anchor, measured once they stand. */
  async function place(): Promise<void> {
    const rows = source.rows();
    const around = Math.ceil(height.value / lineHeight) + 2;
    const anchor = anchorAt(rows, height.value, scroller.value?.scrollTop ?? 0, most());
    const all = rows <= around * 2;
    const first = all ? 0 : Math.max(0, anchor.index - around);
    drawn.value = { first, rows: all ? rows : Math.min(rows, anchor.index + around) - first };
    await nextTick();
    const at = scroller.value;
    const items = list.value?.children;
    if (!at || !items) return;
    if (all) {
      tall.value = list.value?.offsetHeight ?? 0;
      await nextTick();
      if (following.value) moveTo(at.scrollHeight);
      top.value = -at.scrollTop;
      return;
    }
    const row = items[anchor.index - first];
    if (row instanceof HTMLElement) top.value = anchor.y - row.offsetTop - anchor.inside * row.offsetHeight;
  }

  function draw(): void {
    const rows = source.rows();
    if (source.wrap.value) void place();
    else {
      const shown = fixedWindow(rows, height.value, scroller.value?.scrollTop ?? 0, most());
      drawn.value = shown;
      top.value = shown.top;
    }
    source.seen(drawn.value.first, drawn.value.first + drawn.value.rows);
  }

  /** The log grew, or its looks changed. */
  async function refresh(): Promise<void> {
    if (wanted >= 0 && wanted < source.rows() && height.value) return show(wanted);
    tall.value = Math.max(
      scrollHeight(source.rows()),
      source.wrap.value && source.rows() * lineHeight < height.value * 3 ? tall.value : 0,
    );
    await nextTick();
    if (following.value) moveTo(most());
    draw();
  }

  function onScroll(): void {
    const before = last;
    remember();
    if (last.at !== before.at) wanted = -1;
    const clamped = last.view > before.view || last.whole < before.whole;
    if (last.at >= most() - 2) following.value = true;
    else if (last.at < before.at - 1 && !clamped) following.value = false;
    draw();
  }

  async function show(index: number): Promise<void> {
    following.value = false;
    // Before the first measure there is no middle to put the row into; and how long a log is may not be known yet.
    wanted = height.value && index < source.rows() ? -1 : index;
    if (wanted >= 0) return;
    await refresh();
    moveTo(
      source.wrap.value
        ? ((index + 0.5) / Math.max(1, source.rows())) * most()
        : scrollTo(index, source.rows(), height.value, most()),
    );
    draw();
  }

  /** Puts a row at the upper edge: what was in sight stays there while rows come in above it. */
  async function hold(index: number): Promise<void> {
    await refresh();
    const hidden = source.rows() * lineHeight - height.value;
    if (following.value || hidden <= 0) return;
    moveTo(
      source.wrap.value ? (index / source.rows()) * most() : (Math.min(hidden, index * lineHeight) / hidden) * most(),
    );
    draw();
  }

  function follow(on: boolean): void {
    following.value = on;
    if (on) void refresh();
  }

  const watcher = new ResizeObserver(() => {
    height.value = scroller.value?.clientHeight ?? 0;
    void refresh();
  });
  onMounted(() => scroller.value && watcher.observe(scroller.value));
  onBeforeUnmount(() => watcher.disconnect());
  watch(source.wrap, () => ((tall.value = 0), void refresh()));
  return { height, tall, drawn, top, following, refresh, onScroll, show, hold, follow };
}
