import { seriesQuery, totalsQuery } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import {
  bucketsOf,
  bucketWords,
  daysIn,
  lastDay,
  spanBefore,
  spanOfDays,
  spanOfRange,
  spanSoFar,
  spanWords,
  tickWords,
  usualBucket,
} from './metric-span.js';

const now = Date.parse('2026-11-21T15:00:00Z');
const saturday = Date.parse('2026-11-21');

describe('spans of the metrics', () => {
  it('end with today', () => {
    const week = spanOfRange('7d', now);
    expect(week).toEqual({ from: '2026-11-15', to: '2026-11-22' });
    expect([daysIn(week), lastDay(week)]).toEqual([7, '2026-11-21']);
    expect(spanBefore(week)).toEqual({ from: '2026-11-08', to: '2026-11-15' });
    expect(totalsQuery.safeParse(week).success).toBe(true);
  });

  it('are whole days, both named ones included', () => {
    expect(spanOfDays('2026-03-01', '2026-03-01')).toEqual({ from: '2026-03-01', to: '2026-03-02' });
    expect(daysIn(spanOfDays('2026-02-27', '2026-03-02')!)).toBe(4);
  });

  it('stay days to the end of all years, for the server to say that they are too many', () => {
    expect(spanOfDays('0001-01-01', '9999-12-31')).toEqual({ from: '0001-01-01', to: '9999-12-31' });
  });

  it.each([
    ['2026-03-02', '2026-03-01'],
    ['2026-02-31', '2026-03-01'],
    ['yesterday', '2026-03-01'],
    ['2026-03-01', undefined],
  ])('are none of %s and %s', (first, last) => {
    expect(spanOfDays(first, last)).toBeUndefined();
  });

  it('end with what has happened', () => {
    const today = { from: '2026-11-21', to: '2026-11-22' };
    const hours = spanSoFar(today, 'hour', now + 60_000);
    expect(hours).toEqual({ from: '2026-11-21', to: '2026-11-21T16:00:00.000Z' });
    expect(seriesQuery.safeParse({ ...hours, bucket: 'hour' }).success).toBe(true);
    expect(spanSoFar(today, 'day', now)).toEqual(today);
    expect(spanSoFar({ from: '2026-11-20', to: '2026-11-30' }, 'day', now)).toEqual({
      from: '2026-11-20',
      to: '2026-11-22',
    });
    const over = { from: '2026-11-01', to: '2026-11-02' };
    const ahead = { from: '2026-12-01', to: '2026-12-02' };
    expect([over, ahead].map((span) => spanSoFar(span, 'hour', now))).toEqual([over, ahead]);
  });

  it('offer the buckets that make sense', () => {
    expect(bucketsOf(spanOfRange('7d', now), now)).toEqual(['hour', 'day']);
    expect(bucketsOf(spanOfRange('30d', now), now)).toEqual(['day', 'week']);
    expect(bucketsOf(spanOfRange('1y', now), now)).toEqual(['day', 'week', 'month']);
    expect(bucketsOf(spanOfDays('2026-01-01', '2026-01-02')!, now)).toEqual(['day']);
    expect(['7d', '90d', '1y'].map((range) => usualBucket(spanOfRange(range as '7d', now)))).toEqual([
      'day',
      'day',
      'week',
    ]);
    expect(usualBucket(spanOfDays('2026-11-21', '2026-11-21')!)).toBe('hour');
  });

  it('read as one would say them', () => {
    expect(spanWords(spanOfRange('7d', now))).toBe('15 Nov to 21 Nov 2026');
    expect(spanWords(spanOfDays('2025-12-30', '2026-01-02')!)).toBe('30 Dec 2025 to 2 Jan 2026');
    expect(spanWords(spanOfDays('2026-01-02', '2026-01-02')!)).toBe('2 Jan 2026');
    expect(bucketWords(saturday, 'day')).toBe('Sat 21 Nov');
    expect(bucketWords(saturday + 50_400_000, 'hour')).toBe('Sat 21 Nov, 14:00');
    expect(bucketWords(saturday, 'week')).toBe('Week of 21 Nov 2026');
    expect(bucketWords(saturday, 'month')).toBe('November 2026');
    expect(tickWords(saturday, 'day')).toBe('21 Nov');
    expect(tickWords(saturday, 'hour')).toBe('21 Nov');
    expect(tickWords(saturday + 50_400_000, 'hour')).toBe('14:00');
    expect(tickWords(saturday, 'month')).toBe('Nov 2026');
  });
});
