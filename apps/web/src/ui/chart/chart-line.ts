/**
 * Hues that lines wear, in their order; each has a dash of its own too, so that colour is never the only sign. The hues
 * of what failed and of what warns are none of them.
 */
export const chartHues = ['pine', 'loch', 'heather', 'lichen', 'moss', 'stone'] as const;
export type ChartHue = (typeof chartHues)[number];

/** Lengths of strokes and gaps in CSS pixels. */
export const chartDashes: Record<ChartHue, readonly number[]> = {
  pine: [],
  loch: [6, 3],
  heather: [2, 3],
  lichen: [9, 3, 2, 3],
  moss: [12, 4],
  stone: [1, 4],
};

/** What canvas draws a hue with: its token for charts. Pine has one for all. */
export const chartToken = (hue: ChartHue): string => (hue === 'pine' ? '--pine' : `--${hue}-solid`);

/** One line of a chart: a value for each of the chart's moments. */
export interface ChartLine {
  readonly label: string;
  readonly hue: ChartHue;
  readonly values: readonly number[];
  /** Of all values, in words. */
  readonly total: string;
}

/** What a chart draws. */
export interface ChartData {
  /** In ms, ascending. */
  readonly at: readonly number[];
  readonly lines: readonly ChartLine[];
}

/** Whether one chart only has other values than another, so that it need not be drawn from anew. */
export function isSameShape(one: ChartData, other: ChartData): boolean {
  const shapeOf = ({ at, lines }: ChartData) =>
    JSON.stringify([at.length, (at[1] ?? 0) - (at[0] ?? 0), lines.map(({ label, hue }) => [label, hue])]);
  return shapeOf(one) === shapeOf(other);
}

/** Where what is read out begins: right of the point, left of it in the second half, and never outside of the chart. */
export function readoutLeft(point: number, width: number, hostWidth: number): number {
  const wanted = point > hostWidth / 2 ? point - 8 - width : point + 16;
  return Math.max(0, Math.min(wanted, hostWidth - width));
}

/** The y axis begins at nothing and ends a little above the greatest value; whole steps only. */
export function yRange(greatest: number | null): [number, number] {
  return [0, Math.max(4, (greatest ?? 0) * 1.08)];
}

/** 1, 2, 5, 10, 20, 50 … : the steps that an axis of whole numbers may take. */
export const wholeSteps: number[] = Array.from({ length: 16 }, (_, power) =>
  [1, 2, 5].map((n) => n * 10 ** power),
).flat();

const [hour, day] = [3600, 86_400];
/** Months and years are of 30 and 365 days to the library, which then finds their real beginnings. */
const allTimeSteps = [1, 2, 3, 6, 12]
  .map((hours) => hours * hour)
  .concat([1, 2, 3, 5, 7, 14, 30, 60, 90, 180, 365].map((days) => days * day));

/** Seconds that the time axis may step by: none smaller than the distance of two moments (in ms), a day at most. */
export function timeSteps(at: readonly number[]): number[] {
  const apart = ((at[1] ?? Number.POSITIVE_INFINITY) - (at[0] ?? 0)) / 1000;
  return allTimeSteps.filter((step) => step >= Math.min(day, apart));
}
