import { describe, expect, it } from 'vitest';
import { anchorAt, fixedWindow, scrollHeight, scrollTo } from './log-window.js';

const viewport = 600;

describe('the window of a log', () => {
  it.each([10, 1000, 1_000_000, 5_000_000])('shows the first and the last of %i lines', (lines) => {
    const most = Math.max(0, scrollHeight(lines) - viewport);
    expect(fixedWindow(lines, viewport, 0, most)).toMatchObject({ first: 0, top: 0 });
    const end = fixedWindow(lines, viewport, most, most);
    expect(end.first + end.rows).toBe(lines);
    expect(end.top + end.rows * 20).toBeCloseTo(Math.min(viewport, lines * 20), 5);
  });

  it('stays below what browsers allow', () => {
    expect(scrollHeight(1_000_000)).toBe(20_000_000);
    expect(scrollHeight(100_000_000)).toBe(30_000_000);
  });

  it('brings a line into the middle', () => {
    const most = scrollHeight(1_000_000) - viewport;
    const shown = fixedWindow(1_000_000, viewport, scrollTo(499_999, 1_000_000, viewport, most), most);
    const y = shown.top + (499_999 - shown.first) * 20;
    expect(y).toBeCloseTo((viewport - 20) / 2, 3);
  });

  it('anchors rows of any height as it does rows of one', () => {
    const [lines, scrolled] = [2000, 7777];
    const most = scrollHeight(lines) - viewport;
    const anchor = anchorAt(lines, viewport, scrolled, most);
    const fixed = fixedWindow(lines, viewport, scrolled, most);
    expect(anchor.y - (anchor.index + anchor.inside) * 20).toBeCloseTo(fixed.top - fixed.first * 20, 6);
  });
});
