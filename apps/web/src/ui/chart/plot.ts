import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import {
  chartDashes,
  chartToken,
  timeSteps,
  wholeSteps,
  yRange,
  type ChartData,
  type ChartLine,
} from './chart-line.js';

/** A custom property of the page as canvas takes it. */
export type ColourOf = (token: string) => string;

interface PlotOptions {
  /** Where it is drawn; it takes the whole of it. */
  readonly host: HTMLElement;
  /** In ms, ascending. */
  readonly at: readonly number[];
  readonly lines: readonly ChartLine[];
  readonly colour: ColourOf;
  readonly tick: (ms: number) => string;
  readonly format: (value: number) => string;
  /** Which moment the pointer is at, and how far from the left of the host; null once it is at none. */
  readonly onPoint: (place: number | null, left: number) => void;
}

const font = (host: HTMLElement): string => `11px ${getComputedStyle(host).fontFamily}`;
const dataOf = ({ at, lines }: ChartData): uPlot.AlignedData => [
  at.map((ms) => ms / 1000),
  ...lines.map(({ values }) => [...values]),
];

function seriesOf({ lines, colour, at }: PlotOptions): uPlot.Series[] {
  const alone = lines.length === 1;
  return lines.map(({ hue }) => ({
    stroke: () => colour(chartToken(hue)),
    fill: alone ? () => colour('--selected') : undefined,
    width: 1.75,
    dash: [...chartDashes[hue]],
    points: { show: at.length < 3, size: 6, fill: () => colour('--surface') },
  }));
}

function axesOf({ host, at, colour, tick, format }: PlotOptions): uPlot.Axis[] {
  const shared = { font: font(host), stroke: () => colour('--text-3'), ticks: { show: false } };
  return [
    {
      ...shared,
      size: 26,
      gap: 8,
      space: 76,
      incrs: timeSteps(at),
      grid: { show: false },
      border: { show: true, stroke: () => colour('--line-2'), width: 1 },
      values: (_, splits) => splits.map((seconds) => tick(seconds * 1000)),
    },
    {
      ...shared,
      size: 58,
      gap: 8,
      space: 44,
      incrs: wholeSteps,
      grid: { stroke: () => colour('--line'), width: 1 },
      values: (_, splits) => splits.map(format),
    },
  ];
}

/** Draws lines over time, in UTC. The caller redraws when colours change, resizes it, and destroys it. */
export function drawPlot(options: PlotOptions): uPlot {
  const { host, lines, colour, onPoint } = options;
  const hueOf = (_: uPlot, series: number) => colour(chartToken(lines[series - 1]?.hue ?? 'stone'));
  return new uPlot(
    {
      width: host.clientWidth,
      height: host.clientHeight,
      padding: [10, 24, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      scales: { y: { range: (_, __, greatest) => yRange(greatest) } },
      axes: axesOf(options),
      series: [{}, ...seriesOf(options)],
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 9, width: 2, stroke: hueOf, fill: () => colour('--surface') },
      },
      hooks: {
        setCursor: [
          (plot) => {
            const { idx, left = -1 } = plot.cursor;
            const within = typeof idx === 'number' && left >= 0;
            onPoint(within ? idx : null, plot.over.offsetLeft + left);
          },
        ],
      },
    },
    dataOf(options),
    host,
  );
}

/** Other values in the same lines; the pointer stays where it is. */
export const changeValues = (plot: uPlot, data: ChartData): void => plot.setData(dataOf(data));

/** Puts the pointer's line on a moment, as a pointer would; null takes it away. */
export function pointAt(plot: uPlot, place: number | null): void {
  const seconds = place === null ? undefined : plot.data[0]?.[place];
  plot.setCursor(typeof seconds === 'number' ? { left: plot.valToPos(seconds, 'x'), top: 0 } : { left: -10, top: -10 });
}
export type Plot = uPlot;
