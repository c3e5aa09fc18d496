import { expect, it } from 'vitest';
import { LineMarks } from './line-marks.js';

it('marks of a short log are exact', () => {
  const marks = new LineMarks();
  expect(marks.isEmpty).toBe(true);
  for (const seq of [1, 50, 100]) marks.add(seq);
  expect(marks.places(100, 1000)).toEqual([5, 495, 995]);
});

it('a million marks are kept in a bounded number of blocks', () => {
  const marks = new LineMarks();
  for (let seq = 500_001; seq <= 1_000_000; seq += 1) marks.add(seq);
  const places = marks.places(1_000_000, 500).sort((a, b) => a - b);
  expect(places[0]).toBe(250);
  expect(places.at(-1)).toBe(500);
  expect(places.length).toBeLessThanOrEqual(251);
});
