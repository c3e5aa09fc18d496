import { onBeforeUnmount, onMounted, shallowRef, watch, type Ref } from 'vue';
import { isSameShape, type ChartData } from './chart-line.js';
import type * as Plotting from './plot.js';
import { useThemeChange } from './use-theme-change.js';

interface PlotInput extends ChartData {
  readonly format: (value: number) => string;
  readonly tick: (ms: number) => string;
}

/**
 * Draws `input` into `host` once the library is here, and keeps it as the page is: its size, its colours. `probe` is an
 * element in which colours are resolved. `point` is the moment that is looked at, and where.
 */
export function usePlot(input: PlotInput, host: Ref<HTMLElement | null>, probe: Ref<HTMLElement | null>) {
  const point = shallowRef<{ place: number; left: number } | null>(null);
  let library: typeof Plotting | undefined;
  let plot: Plotting.Plot | undefined;
  let drawn: ChartData = { at: [], lines: [] };
  let gone = false;

  const colour = (token: string): string => {
    if (!probe.value) return 'currentColor';
    probe.value.style.color = `var(${token})`;
    return getComputedStyle(probe.value).color;
  };
  function draw(): void {
    plot?.destroy();
    point.value = null;
    if (!library || !host.value) return;
    const onPoint = (place: number | null, left: number) => (point.value = place === null ? null : { place, left });
    const { at, lines } = input;
    drawn = { at, lines };
    // The words are asked for while it stands: they go with what is drawn then.
    const [tick, format] = [(ms: number) => input.tick(ms), (value: number) => input.format(value)];
    plot = library.drawPlot({ at, lines, tick, format, host: host.value, colour, onPoint });
  }
  /** What is looked at goes on being read out where only values change, as they do each minute. */
  function renew(): void {
    if (library && plot && isSameShape(drawn, input)) library.changeValues(plot, input);
    else draw();
  }
  const size = new ResizeObserver(() => {
    // While its table is shown it has no size.
    if (host.value?.clientWidth) plot?.setSize({ width: host.value.clientWidth, height: host.value.clientHeight });
  });

  onMounted(async () => {
    library = await import('./plot.js');
    if (gone || !host.value) return;
    draw();
    size.observe(host.value);
  });
  watch(() => [input.at, input.lines], renew);
  useThemeChange(() => plot?.redraw(false));
  onBeforeUnmount(() => {
    gone = true;
    size.disconnect();
    plot?.destroy();
  });

  return {
    point,
    /** Looks at a moment; null looks away. */
    lookAt: (place: number | null): void => {
      if (plot) library?.pointAt(plot, place);
    },
  };
}
