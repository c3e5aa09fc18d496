import type { MetricCrosscheck, MetricSeries } from '@bothy/contracts';
import { chartHues, type ChartData } from '../../ui/chart/chart-line.js';
import { count } from '../../ui/time-words.js';
import { spanOfDays, type Span } from './metric-span.js';
import { labelOf, valueWords } from './metric-words.js';

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

/** How many of the moments have begun. One that was counted in has, whatever the clock here says. */
function begun(moments: readonly number[], series: Series, now: number): number {
  const last = moments.findLastIndex((ms, place) => ms <= now || series.some(({ values }) => values[place]));
  return last + 1;
}

/**
 * The lines of a series of the API: one of all, or one for each key and one of all others.
 *
 * @param now in ms: what begins later is left out.
 * @param nameOf what a key is called.
 */
export function seriesLines(
  { metric, at, series }: MetricSeries,
  now: number,
  nameOf = (key: string): string => key,
): ChartData {
  const moments = at.map((instant) => Date.parse(instant));
  const length = begun(moments, series, now);
  const apart = series.some(({ key }) => key !== null);
  const lines = legible(series).map(({ key, values, total }, n) => ({
    label: key === null ? (apart ? 'All others' : labelOf(metric)) : nameOf(key),
    hue: apart && key === null ? others : (named[n] ?? others),
    values: values.slice(0, length),
    total: valueWords(metric, total),
  }));
  return { at: moments.slice(0, length), lines };
}

/** What two counts of the same days tell. */
interface Crosscheck extends ChartData {
  readonly upstream: number;
  readonly ours: number;
  /** The days that were counted, whatever the rest of the page shows; undefined where there are none. */
  readonly span: Span | undefined;
}

/** GitLab's count beside ours. GitLab counts clones and fetches as one. */
export function crosscheckLines({ days }: MetricCrosscheck): Crosscheck {
  const theirs = days.map(({ upstream }) => upstream);
  const own = days.map(({ clones, fetches }) => clones + fetches);
  const [upstream, ours] = [sum(theirs), sum(own)];
  return {
    upstream,
    ours,
    span: spanOfDays(days[0]?.day, days.at(-1)?.day),
    at: days.map(({ day }) => Date.parse(day)),
    lines: [
      { label: 'Through Bothy', hue: 'pine', values: own, total: count(ours) },
      { label: 'Counted by GitLab', hue: 'loch', values: theirs, total: count(upstream) },
    ],
  };
}

/** Whether there is anything to be seen. */
export const isEmpty = ({ lines }: ChartData): boolean => lines.every(({ values }) => values.every((value) => !value));
