import { metricNames } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { changeOf, countryName, figures, valueWords } from './metric-words.js';

describe('figures in words', () => {
  it('has a place for all that is counted', () => {
    expect(figures.map(({ metric }) => metric).sort()).toEqual([...metricNames].sort());
  });

  it('counts, or measures', () => {
    expect([valueWords('downloads', 12_441), valueWords('bytes', 1_900_000)]).toEqual(['12,441', '1.9 MB']);
  });

  it.each([
    [118, 100, '18 % more than before'],
    [50, 100, '50 % less than before'],
    [1_001, 1_000, 'Hardly more than before'],
    [1, 10_000, '99 % less than before'],
    [300, 100, '3 times as many as before'],
    [7, 7, 'As many as before'],
    [0, 0, 'None, as before'],
    [5, 0, 'None before'],
    [0, 5, '5 before'],
  ])('%i after %s: %s', (value, before, words) => {
    expect(changeOf('downloads', value, before)).toBe(words);
  });

  it('says it of bytes as of a mass', () => {
    expect(changeOf('bytes', 0, 5_000)).toBe('5 KB before');
    expect(changeOf('bytes', 0, 0)).toBe('Nothing, as before');
    expect(changeOf('bytes', 9_000, 3_000)).toBe('3 times as much as before');
  });

  it('names countries', () => {
    expect([countryName('DE'), countryName('?')]).toEqual(['Germany', '?']);
  });
});
