import type { MetricCrosscheck, MetricSeries } from '@bothy/contracts';
import { chartHues, type ChartLine } from '../../ui/chart/chart-line.js';
import { count } from '../../ui/time-words.js';
import { labelOf, valueWords } from './metric-words.js';

/** What a chart draws. */
export interface ChartData {
  /** In ms. */
  readonly at: readonly number[];
  readonly lines: readonly ChartLine[];
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The last hue is of all others; each of the rest is worn by one line. */
const named = chartHues.slice(0, -1);
const others = chartHues.at(-1) ?? 'stone';

type Series = MetricSeries['series'];

/** As many as can be told apart; what is beyond them joins all others. */
function legible(series: Series): Series {
  const apart = series.filter(({ key }) => key !== null);
  const rest = [...apart.slice(named.length), ...series.filter(({ key }) => key === null)];
  if (!rest.length) return apart;
  const values = (rest[0]?.values ?? []).map((_, place) => sum(rest.map((each) => each.values[place] ?? 0)));
  return [...apart.slice(0, named.length), { key: null, values, total: sum(rest.map(({ total }) => total)) }];
}

/** The lines of a series of the API: one of all, or one for each key and one of all others. */
export function seriesLines({ metric, at, series }: MetricSeries): ChartData {
  const apart = series.some(({ key }) => key !== null);
  const lines = legible(series).map(({ key, values, total }, n) => ({
    label: key ?? (apart ? 'All others' : labelOf(metric)),
    hue: apart && key === null ? others : (named[n] ?? others),
    values,
    total: valueWords(metric, total),
  }));
  return { at: at.map((instant) => Date.parse(instant)), lines };
}

/** GitLab's count beside ours. GitLab counts clones and fetches as one. */
export function crosscheckLines({ days }: MetricCrosscheck): ChartData & { upstream: number; ours: number } {
  const theirs = days.map(({ upstream }) => upstream);
  const own = days.map(({ clones, fetches }) => clones + fetches);
  const [upstream, ours] = [sum(theirs), sum(own)];
  return {
    upstream,
    ours,
    at: days.map(({ day }) => Date.parse(day)),
    lines: [
      { label: 'Through Bothy', hue: 'pine', values: own, total: count(ours) },
      { label: 'Counted by GitLab', hue: 'loch', values: theirs, total: count(upstream) },
    ],
  };
}

/** Whether there is anything to be seen. */
export const isEmpty = ({ lines }: ChartData): boolean => lines.every(({ values }) => values.every((value) => !value));
