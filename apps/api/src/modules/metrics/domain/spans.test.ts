import { expect, it } from 'vitest';
import { coversAll, joinedSpans, type Spans, withSpan } from './spans.js';

it('joins what meets', () => {
  const spans = [
    [0, 10],
    [20, 30],
    [10, 15],
    [40, 40],
  ].reduce<Spans>((all, [from = 0, to = 0]) => withSpan(all, from, to), []);
  expect(spans).toEqual([
    [0, 15],
    [20, 30],
  ]);
  expect(joinedSpans(spans, [[12, 22]])).toEqual([[0, 30]]);
});

it('knows when nothing is missing', () => {
  expect(coversAll([[0, 30]], 30)).toBe(true);
  expect(coversAll([[0, 29]], 30)).toBe(false);
  expect(coversAll([[1, 30]], 30)).toBe(false);
  expect(coversAll([], 0)).toBe(true);
  expect(coversAll([], 1)).toBe(false);
});

it('is bounded, whatever is asked for', () => {
  let spans: Spans = [];
  for (let at = 0; at < 10_000; at += 2) spans = withSpan(spans, at, at + 1);
  expect(spans).toHaveLength(256);
  expect(withSpan(spans, 0, 10_000)).toEqual([[0, 10_000]]);
});
