import { describe, expect, it } from 'vitest';
import { byteSize, clockTime, count, dayTime, duration } from './time-words.js';

describe('time in words', () => {
  it.each([
    [0, '0 s'],
    [400, '0.4 s'],
    [48_000, '48 s'],
    [372_000, '6 m 12 s'],
    [62_000, '1 m 02 s'],
    [3_900_000, '1 h 05 m'],
    [183_600_000, '2 d 3 h'],
    [-5, '0 s'],
  ])('%i ms is %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it('names the day as one would', () => {
    const now = new Date(2026, 10, 20, 15, 0);
    const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
    expect(dayTime(at(2026, 10, 20, 14, 36), now)).toBe('today 14:36');
    expect(dayTime(at(2026, 10, 19, 22, 11), now)).toBe('yesterday 22:11');
    expect(dayTime(at(2026, 10, 18, 9, 4), now)).toBe('18 Nov 09:04');
    expect(dayTime(at(2024, 10, 18, 9, 4), now)).toBe('18 Nov 2024');
    expect(clockTime(new Date(2026, 1, 2, 3, 4, 5))).toBe('03:04:05');
  });

  it('writes sizes and counts', () => {
    expect([0, 999, 1000, 14_200, 1_900_000, 88_000_000, 1_000_000_000].map(byteSize)).toEqual([
      '0 B',
      '999 B',
      '1 KB',
      '14 KB',
      '1.9 MB',
      '88 MB',
      '1.0 GB',
    ]);
    expect(count(12_441)).toBe('12,441');
  });
});
