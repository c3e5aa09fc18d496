import { describe, expect, it } from 'vitest';
import { chartDashes, chartHues, timeSteps, wholeSteps, yRange } from './chart-line.js';

describe('the lines of a chart', () => {
  it('begin at nothing and end above the greatest', () => {
    expect([yRange(null), yRange(0), yRange(3)]).toEqual([
      [0, 4],
      [0, 4],
      [0, 4],
    ]);
    expect(yRange(100)).toEqual([0, 108]);
  });

  it('take whole steps', () => {
    expect(wholeSteps.slice(0, 7)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(wholeSteps.every(Number.isSafeInteger)).toBe(true);
  });

  it('have no two marks of one day where days are counted', () => {
    expect(timeSteps([0, 86_400_000])[0]).toBe(86_400);
    expect(timeSteps([0, 3_600_000])[0]).toBe(3600);
    expect(timeSteps([0])[0]).toBe(86_400);
  });

  it('are told apart without colour', () => {
    expect(new Set(chartHues.map((hue) => chartDashes[hue].join())).size).toBe(chartHues.length);
  });
});
