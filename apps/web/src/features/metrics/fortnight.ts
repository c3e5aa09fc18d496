import type { MetricSeries } from '@bothy/contracts';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Of 14 days: the last seven, and the seven before; bars for all of them, the last one is today. */
export function fortnightOf({ series }: MetricSeries) {
  const values = series.find(({ key }) => key === null)?.values.slice(-14) ?? [];
  const most = Math.max(1, ...values);
  return {
    week: sum(values.slice(-7)),
    before: sum(values.slice(0, -7)),
    bars: values.map((value, n) => ({
      x: n * 14,
      height: value === 0 ? 2 : 4 + Math.round((value / most) * 40),
      today: n === values.length - 1,
    })),
  };
}
