import { describe, expect, it } from 'vitest';
import { BadCron } from './cron-pattern.js';
import { ScheduleTimes } from './schedule-times.js';
import { TimeZone } from './time-zone.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const quarterMs = 15 * minuteMs;

interface Wall {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly weekday: number;
}
interface Case {
  readonly cron: string;
  readonly hourly: boolean;
  readonly matches: (wall: Wall) => boolean;
}

/** Nothing of the code under test: each pattern is written a second time, as a question about a wall clock. */
const cases: readonly Case[] = [
  { cron: '30 2 * * *', hourly: false, matches: (at) => at.hour === 2 && at.minute === 30 },
  { cron: '30 1 * * *', hourly: false, matches: (at) => at.hour === 1 && at.minute === 30 },
  { cron: '0 2 * * *', hourly: false, matches: (at) => at.hour === 2 && at.minute === 0 },
  { cron: '15 2 * * SUN', hourly: false, matches: (at) => at.weekday === 0 && at.hour === 2 && at.minute === 15 },
  { cron: '*/20 1-2 * * *', hourly: false, matches: (at) => [1, 2].includes(at.hour) && at.minute % 20 === 0 },
  { cron: '0 0 1,15 * *', hourly: false, matches: (at) => [1, 15].includes(at.day) && at.hour + at.minute === 0 },
  { cron: '0 * * * *', hourly: true, matches: (at) => at.minute === 0 },
  { cron: '45 */1 * * *', hourly: true, matches: (at) => at.minute === 45 },
  { cron: '*/5 0-23 * * *', hourly: true, matches: (at) => at.minute % 5 === 0 },
];

/** Asks Intl what the clock shows; within a quarter of an hour it runs evenly, in every zone of these years. */
class WallClock {
  private readonly format: Intl.DateTimeFormat;
  constructor(timeZone: string) {
    const shown = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    this.format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...shown });
  }
  at(instant: number): number {
    const [day, month, year, hour, minute] = this.format.format(instant).match(/\d+/g)!.map(Number);
    return Date.UTC(year!, month! - 1, day, hour, minute);
  }
}

const readWall = (wall: number): Wall => {
  const date = new Date(wall);
  const [day, weekday] = [date.getUTCDate(), date.getUTCDay()];
  return { minute: date.getUTCMinutes(), hour: date.getUTCHours(), day, weekday };
};

/** Walks from minute to minute and notes what the law says; of hourly ones only near a change, for there are many. */
class Oracle {
  readonly fired = new Map<Case, number[]>(cases.map((one) => [one, []]));
  readonly shifts: { at: number; byMs: number }[] = [];
  private readonly lastWall = new Map<Case, number>();
  private highest = -Infinity;

  constructor(timeZone: string, from: number, to: number) {
    const clock = new WallClock(timeZone);
    let expected = clock.at(from);
    for (let quarter = from; quarter < to; quarter += quarterMs) {
      const wall = clock.at(quarter);
      if (wall !== expected) this.shift(quarter, expected, wall);
      for (let at = 0; at < quarterMs; at += minuteMs) this.look(quarter + at, wall + at);
      expected = wall + quarterMs;
    }
  }

  private shift(at: number, expected: number, wall: number): void {
    this.shifts.push({ at, byMs: wall - expected });
    for (const one of cases) {
      const skipped: number[] = [];
      for (let each = expected; each < wall; each += minuteMs) if (one.matches(readWall(each))) skipped.push(each);
      if (skipped.length > 0 && (!one.hourly || this.wouldPause(one, at, wall))) this.fire(one, at);
    }
  }

  private wouldPause(one: Case, at: number, wall: number): boolean {
    let wait = 0;
    while (!one.matches(readWall(wall + wait))) wait += minuteMs;
    return at + wait - this.lastWall.get(one)! > hourMs;
  }

  private look(instant: number, wall: number): void {
    const isFirst = wall > this.highest;
    this.highest = Math.max(this.highest, wall);
    const shown = readWall(wall);
    for (const one of cases) if (one.matches(shown) && (isFirst || one.hourly)) this.fire(one, instant);
  }

  private fire(one: Case, at: number): void {
    this.lastWall.set(one, at);
    const fired = this.fired.get(one)!;
    if (fired.at(-1) !== at) fired.push(at);
  }
}

const from = Date.UTC(2020, 0, 1, 0, 0);
const to = Date.UTC(2030, 0, 1, 0, 0);

describe.each(['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'])(
  'ten years of %s',
  (zone) => {
    const oracle = new Oracle(zone, from, to);

    it('has the changes of the clock that it is known for', () => {
      const expected = zone === 'Asia/Kolkata' ? 0 : 20;
      expect(oracle.shifts).toHaveLength(expected);
      const byMs = zone === 'Australia/Lord_Howe' ? hourMs / 2 : hourMs;
      for (const shift of oracle.shifts) expect(Math.abs(shift.byMs)).toBe(byMs);
    });

    it.each(cases)('fires $cron as the law says', (one) => {
      const times = ScheduleTimes.of(one.cron, zone);
      const law = oracle.fired.get(one)!;
      // All of those that come every few minutes are half a million: the nights of the changes are what matters.
      const days = one.hourly ? oracle.shifts.map(({ at }) => at).concat(Date.UTC(2025, 5, 1)) : [(from + to) / 2];
      const reach = one.hourly ? 5 * hourMs : to - from;
      for (const day of days) {
        const near = law.filter((each) => Math.abs(each - day) < reach);
        expect(times.list(near[0]! - 1000, near.length)).toEqual(near);
      }
    });

    it('fires the same whichever instant is asked about', () => {
      const daily = cases[4]!;
      const times = ScheduleTimes.of(daily.cron, zone);
      const law = oracle.fired.get(daily)!;
      for (const { at } of oracle.shifts) {
        for (let instant = at - 2 * hourMs; instant < at + 4 * hourMs; instant += 7 * minuteMs + 1) {
          expect(times.after(instant)).toBe(law.find((each) => each > instant));
        }
      }
    });
  },
);

describe('the law in examples', () => {
  const fires = (cron: string, zone: string, behind: string, count: number) =>
    ScheduleTimes.of(cron, zone)
      .list(Date.parse(behind), count)
      .map((at) => new Date(at).toISOString().replace(':00.000Z', 'Z'));

  it('spring: a skipped time fires once, behind the gap', () => {
    // New York, 2026-03-08: 02:00 EST becomes 03:00 EDT at 07:00Z.
    expect(fires('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-09T06:30Z',
    ]);
    expect(fires('*/10 2-3 * * *', 'America/New_York', '2026-03-08T06:59:59Z', 2)).toEqual([
      '2026-03-08T07:00Z',
      '2026-03-08T07:10Z',
    ]);
  });

  it('autumn: a time that comes twice fires the first time', () => {
    // New York, 2026-11-01: 02:00 EDT becomes 01:00 EST at 06:00Z.
    expect(fires('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01T05:30Z',
      '2026-11-02T06:30Z',
    ]);
    expect(fires('0 1,2 * * *', 'America/New_York', '2026-11-01T00:00:00Z', 3)).toEqual([
      '2026-11-01T05:00Z',
      '2026-11-01T07:00Z',
      '2026-11-02T06:00Z',
    ]);
  });

  it('what comes every hour or oftener keeps its rhythm both times', () => {
    const everyHour = (behind: string) => fires('1 * * * *', 'Europe/London', behind, 4).map((at) => at.slice(11));
    expect(everyHour('2026-10-24T23:30:00Z')).toEqual(['00:01Z', '01:01Z', '02:01Z', '03:01Z']);
    expect(everyHour('2026-03-28T23:30:00Z')).toEqual(['00:01Z', '01:01Z', '02:01Z', '03:01Z']);
    const often = ScheduleTimes.of('*/5 * * * *', 'America/New_York');
    for (const day of ['2026-03-08', '2026-11-01']) {
      const times = often.list(Date.parse(`${day}T00:00:00Z`), 200);
      times.slice(1).forEach((at, index) => expect(at - times[index]!).toBe(5 * minuteMs));
    }
  });

  it('seconds are fine-grained enough for six fields', () => {
    expect(ScheduleTimes.of('*/10 * * * * *', 'UTC').list(Date.UTC(2026, 0, 1) + 1, 2)).toEqual([
      Date.UTC(2026, 0, 1, 0, 0, 10),
      Date.UTC(2026, 0, 1, 0, 0, 20),
    ]);
    // 3,600 of them come twice, and are passed over at once.
    const behind = ScheduleTimes.of('* * 1 * * *', 'America/New_York').after(Date.parse('2026-11-01T06:00:00Z'));
    expect(new Date(behind!).toISOString()).toBe('2026-11-02T06:00:00.000Z');
  });

  it('a whole day that a zone left out fires once', () => {
    // Samoa went from 29 to 31 December 2011.
    expect(fires('0 12 * * *', 'Pacific/Apia', '2011-12-29T22:00:00Z', 2)).toEqual([
      '2011-12-30T10:00Z',
      '2011-12-30T22:00Z',
    ]);
  });
});

describe('a pattern', () => {
  it.each(['0 0 30 2 *', '0 0 31 4,6,9,11 *', '0 0 30W 2 *'])('that never comes (%s) is refused, soon', (cron) => {
    const began = performance.now();
    expect(() => ScheduleTimes.of(cron, 'UTC')).toThrow(new BadCron('No date ever meets this.'));
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it.each([
    ['* * * *', 'Write five fields, or six with seconds in front.'],
    ['0 0 0 1 1 * 2027', 'Write five fields, or six with seconds in front.'],
    ['2026-01-02T00:00:00', 'Write five fields, or six with seconds in front.'],
    ['99 * * * *', 'Invalid value for minute: 99.'],
    ['5-1 * * * *', "From value is larger than to value: '5-1'."],
  ])('that is none (%s) is refused with the reason', (cron, reason) => {
    expect(() => ScheduleTimes.of(cron, 'UTC')).toThrow(new BadCron(reason));
  });

  it.each([
    ['0 9 * * MON-FRI', '2026-11-23T09:00:00.000Z'],
    ['0 0 L * *', '2026-11-30T00:00:00.000Z'],
    ['0 0 LW * *', '2026-11-30T00:00:00.000Z'],
    ['0 0 15W * *', '2026-12-15T00:00:00.000Z'],
    ['0 0 * * FRI#2', '2026-12-11T00:00:00.000Z'],
    ['0 0 * * 5L', '2026-11-27T00:00:00.000Z'],
    ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
    ['0 0 13 * FRI', '2026-11-27T00:00:00.000Z'],
    ['@daily', '2026-11-22T00:00:00.000Z'],
  ])('%s comes next at %s', (cron, at) => {
    const next = ScheduleTimes.of(cron, 'UTC').after(Date.parse('2026-11-21T12:00:00Z'));
    expect(new Date(next!).toISOString()).toBe(at);
  });

  it('finds the last of many without walking through all', () => {
    const to = Date.UTC(2026, 5, 1);
    const times = ScheduleTimes.of('* * * * * *', 'UTC').lastIn(Date.UTC(2020, 0, 1), to, 1000);
    expect(times).toHaveLength(1000);
    expect([times[0], times.at(-1)]).toEqual([to - 999_000, to]);
    const yearly = ScheduleTimes.of('0 0 1 1 *', 'UTC').lastIn(Date.UTC(2020, 5, 1), to, 1000);
    expect(yearly.map((at) => new Date(at).getUTCFullYear())).toEqual([2021, 2022, 2023, 2024, 2025, 2026]);
  });
});

it('a zone is one of IANA, by name', () => {
  expect(['UTC', 'Europe/London', 'America/Argentina/Buenos_Aires'].filter((name) => !TimeZone.isKnown(name))).toEqual(
    [],
  );
  expect(['Mars/Olympus', '', '+02:00', '../etc', 'Europe'].filter((name) => TimeZone.isKnown(name))).toEqual([]);
});
