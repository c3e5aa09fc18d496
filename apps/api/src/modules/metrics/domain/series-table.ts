import type { MetricSeries } from '@bothy/contracts';

/** A series as a table: the names of its columns, then a row for each point of time. */
export const seriesTable = function* ({ metric, at, series }: MetricSeries): Generator<string[]> {
  const isApart = series.some(({ key }) => key !== null);
  yield ['from', ...series.map(({ key }) => key ?? (isApart ? 'others' : metric))];
  for (const [place, begin] of at.entries()) yield [begin, ...series.map(({ values }) => String(values[place] ?? 0))];
};
