import type { MetricSeries } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { crosscheckLines, isEmpty, seriesLines } from './series-lines.js';

const now = Date.parse('2026-11-21T15:00:00Z');
const at = ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'];
const base = { bucket: 'day' as const, from: at[0]!, to: at[1]!, at };
const one = (key: string | null, ...values: number[]) => ({ key, values, total: values.reduce((a, b) => a + b, 0) });
const series = (metric: MetricSeries['metric'], ...rows: MetricSeries['series']) => ({ ...base, metric, series: rows });

describe('what a chart draws', () => {
  it('is one line of all', () => {
    const { at: moments, lines } = seriesLines(series('bytes', one(null, 1_000, 2_000)), now);
    expect(moments).toEqual(at.map((instant) => Date.parse(instant)));
    expect(lines).toEqual([{ label: 'Sent', hue: 'pine', values: [1_000, 2_000], total: '3 KB' }]);
  });

  it('is a line for each as long as they can be told apart, and one of all others in stone', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const { lines } = seriesLines(series('downloads', ...keys.map((key) => one(key, 1, 0)), one(null, 5, 2)), now);
    expect(lines.map(({ label }) => label)).toEqual([...keys.slice(0, 5), 'All others']);
    expect(new Set(lines.map(({ hue }) => hue)).size).toBe(6);
    expect(lines.at(-1)).toEqual({ label: 'All others', hue: 'stone', values: [8, 2], total: '10' });
    expect(seriesLines(series('downloads', one('a', 1, 0)), now).lines).toHaveLength(1);
  });

  it('calls each by its name, and all others as they are', () => {
    const { lines } = seriesLines(
      series('downloads', one('skye', 1, 0), one(null, 1, 0)),
      now,
      (key) => `Isle of ${key}`,
    );
    expect(lines.map(({ label }) => label)).toEqual(['Isle of skye', 'All others']);
  });

  it('ends with what has begun', () => {
    const before = Date.parse(at[1]!) - 1;
    const { at: moments, lines } = seriesLines(series('clones', one(null, 3, 0)), before);
    expect([moments, lines[0]?.values]).toEqual([[Date.parse(at[0]!)], [3]]);
    expect(seriesLines(series('clones', one(null, 3, 0)), before + 1).at).toHaveLength(2);
    // What was counted is shown, and the total stays what the lines add up to, though the clock here is slow.
    expect(seriesLines(series('clones', one(null, 3, 1)), before).lines[0]?.values).toEqual([3, 1]);
    expect(isEmpty(seriesLines(series('clones', one(null, 0, 0)), 0))).toBe(true);
  });

  it('may be nothing', () => {
    expect(isEmpty(seriesLines(series('clones', one(null, 0, 0)), now))).toBe(true);
    expect(isEmpty(seriesLines(series('clones', one(null, 0, 1)), now))).toBe(false);
  });

  it('has the count of GitLab beside ours', () => {
    const days = [
      { day: '2026-11-20', upstream: 5, clones: 2, fetches: 2 },
      { day: '2026-11-21', upstream: 1, clones: 1, fetches: 0 },
    ];
    const { upstream, ours, span, lines } = crosscheckLines({ fetchedAt: null, days });
    expect([upstream, ours]).toEqual([6, 5]);
    expect(span).toEqual({ from: '2026-11-20', to: '2026-11-22' });
    expect(crosscheckLines({ fetchedAt: null, days: [] }).span).toBeUndefined();
    expect(lines.map(({ values }) => values)).toEqual([
      [4, 1],
      [5, 1],
    ]);
  });
});
