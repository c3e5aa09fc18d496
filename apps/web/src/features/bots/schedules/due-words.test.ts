import { describe, expect, it } from 'vitest';
import { dueIn, dueTime, timeInZone, timeZones } from './due-words.js';

describe('times that are ahead', () => {
  const now = new Date(2026, 10, 20, 14, 42);
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();

  it('are named by their day', () => {
    expect(dueTime(at(20, 18), now)).toBe('Today 18:00');
    expect(dueTime(at(21, 2), now)).toBe('Tomorrow 02:00');
    expect(dueTime(at(23, 9), now)).toBe('Mon 09:00');
    expect(dueTime(at(29, 9), now)).toBe('29 Nov 09:00');
  });

  it('are counted from now', () => {
    const after = (minutes: number) => dueIn(new Date(now.getTime() + minutes * 60_000).toISOString(), now.getTime());
    expect([-1, 0, 18, 60, 108, 60 * 45, 60 * 72].map(after)).toEqual([
      'now',
      'now',
      'in 18 min',
      'in 1 h',
      'in 1 h 48 m',
      'in 1 d 21 h',
      'in 3 d',
    ]);
  });

  it('are read in the zone of the schedule', () => {
    expect(timeInZone('2026-11-24T02:00:00.000Z', 'Asia/Tokyo')).toMatch(/Tue.*24 Nov.*11:00/);
    expect(timeZones('Europe/London')).toEqual(expect.arrayContaining(['UTC', 'Europe/London']));
  });
});
