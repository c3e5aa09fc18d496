import type { MetricBucket, MetricSeries } from '@bothy/contracts';
import { bucketOf } from './buckets.js';

/** The lines of a chart that can still be told from each other, and one of all others. */
const mostKeys = 9;

interface Point {
  readonly at: string;
  readonly key: string;
  readonly value: number;
}

type Series = MetricSeries['series'];

/** An instant of `2026-11-21T15`, `2026-11-21` or `2026-11`. */
const instantOf = (at: string): Date => new Date(at.length === 13 ? `${at}:00Z` : at);

/**
 * Lines with a value for each bucket. What has no name is among the others.
 *
 * @param isApart whether points are told apart by their key; if not, there is one line of all.
 */
export const seriesOf = (
  points: readonly Point[],
  bucket: MetricBucket,
  begins: readonly Date[],
  isApart: boolean,
): Series => {
  const placeOf = placesIn(bucket, begins);
  const named = isApart ? greatest(points) : new Set<string>();
  const lines = new Map<string | null, number[]>([...named].map((key) => [key, begins.map(() => 0)]));
  const others = begins.map(() => 0);
  for (const point of points) {
    const place = placeOf(point.at);
    const line = lines.get(point.key) ?? others;
    if (place !== undefined) line[place] = (line[place] ?? 0) + point.value;
  }
  if (!isApart || others.some((value) => value > 0)) lines.set(null, others);
  return [...lines].map(([key, values]) => ({ key, values, total: values.reduce((all, each) => all + each, 0) }));
};

/** Each time is looked at once, for all keys have the same. */
const placesIn = (bucket: MetricBucket, begins: readonly Date[]): ((at: string) => number | undefined) => {
  const places = new Map(begins.map((begin, place) => [begin.getTime(), place]));
  const known = new Map<string, number | undefined>();
  return (at) => {
    if (!known.has(at)) known.set(at, places.get(bucketOf(bucket, instantOf(at)).getTime()));
    return known.get(at);
  };
};

const greatest = (points: readonly Point[]): Set<string> => {
  const totals = new Map<string, number>();
  for (const { key, value } of points) if (key !== '') totals.set(key, (totals.get(key) ?? 0) + value);
  const sorted = [...totals].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return new Set(sorted.slice(0, mostKeys).map(([key]) => key));
};
