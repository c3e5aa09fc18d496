import { describe, expect, it } from 'vitest';
import {
  chartDashes,
  chartHues,
  chartToken,
  isSameShape,
  readoutLeft,
  timeSteps,
  wholeSteps,
  yRange,
  type ChartLine,
} from './chart-line.js';

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

  it('wear the hues of charts, and none that says that something is wrong', () => {
    expect(chartHues.map(chartToken)).toEqual([
      '--pine',
      '--loch-solid',
      '--heather-solid',
      '--lichen-solid',
      '--moss-solid',
      '--stone-solid',
    ]);
  });

  it('are drawn from anew where more than their values changes', () => {
    const line = (label: string, ...values: number[]): ChartLine => ({ label, hue: 'pine', values, total: '' });
    const chart = { at: [0, 1000], lines: [line('a', 1, 2)] };
    expect(isSameShape(chart, { at: [1000, 2000], lines: [line('a', 2, 3)] })).toBe(true);
    expect(isSameShape(chart, { ...chart, lines: [line('b', 1, 2)] })).toBe(false);
    expect(isSameShape(chart, { ...chart, lines: [{ ...line('a', 1, 2), hue: 'loch' }] })).toBe(false);
    expect(isSameShape(chart, { ...chart, at: [0, 1000, 2000] })).toBe(false);
    expect(isSameShape(chart, { ...chart, at: [0, 3000] })).toBe(false);
  });

  it.each([
    [100, 150, 800, 116],
    [700, 150, 800, 542],
    [150, 200, 330, 130],
    [180, 200, 330, 0],
    [10, 400, 330, 0],
  ])('at %i a readout of %i in %i begins at %i', (point, width, hostWidth, left) => {
    expect(readoutLeft(point, width, hostWidth)).toBe(left);
  });
});
