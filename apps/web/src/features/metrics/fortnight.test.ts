import type { MetricSeries } from '@bothy/contracts';
import { expect, it } from 'vitest';
import { fortnightOf } from './fortnight.js';

it('parts a fortnight into this week and the one before', () => {
  const values = [0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 5, 10];
  const { week, before, bars } = fortnightOf({ series: [{ key: null, values, total: 18 }] } as unknown as MetricSeries);
  expect([week, before, bars.length]).toEqual([15, 3, 14]);
  expect(bars.filter(({ today }) => today)).toEqual([{ x: 182, height: 44, today: true }]);
  expect(bars[0]).toEqual({ x: 0, height: 2, today: false });
});
