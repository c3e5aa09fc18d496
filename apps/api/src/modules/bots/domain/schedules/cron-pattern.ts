import { Cron } from 'croner';

/** A reason why a text is no pattern, or one that never comes; said as it stands. */
export class BadCron extends Error {}

const hoursOfADay = 24;
const dayMs = 86_400_000;
/** A Thursday that begins no month: nothing but the hours decides about it. */
const someDay = Date.UTC(2026, 0, 8);

/**
 * The wall-clock times that a cron pattern names, without any zone: they are written as milliseconds, as if the wall
 * clock showed UTC. Five fields, or six with seconds in front; names, lists, ranges, steps, `L`, `W`, `#` and `@daily`.
 */
export class CronPattern {
  private constructor(
    private readonly cron: Cron,
    /** Whether it comes in each hour of a day on which it comes at all. */
    readonly isHourly: boolean,
  ) {}

  /** @throws BadCron with the reason, for a pattern that cannot be read or that no date ever meets. */
  static parse(text: string): CronPattern {
    const cron = read(text);
    // The search ends by itself after 400 years, in which every date has met every day of the week.
    if (cron.nextRun(new Date(someDay)) === null) throw new BadCron('No date ever meets this.');
    return new CronPattern(cron, isHourly(text));
  }

  /** The first of its times behind this one; null where there is none any more. */
  after(wallMs: number): number | null {
    return this.cron.nextRun(new Date(wallMs))?.getTime() ?? null;
  }

  /** The last of its times before this one; null where there is none. */
  before(wallMs: number): number | null {
    return this.cron.previousRuns(1, new Date(wallMs))[0]?.getTime() ?? null;
  }
}

const read = (text: string): Cron => {
  // The library takes a single date as well, which is no pattern.
  if (text.includes(':')) throw new BadCron('Write five fields, or six with seconds in front.');
  try {
    return new Cron(text, { utcOffset: 0, mode: '5-or-6-parts' });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new BadCron(reasonOf(error.message));
  }
};

const reasonOf = (message: string): string => {
  if (message.includes('parts')) return 'Write five fields, or six with seconds in front.';
  const reason = message.replace(/^CronPattern: /, '').replace(/^Syntax error, /, '');
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?]$/.test(reason) ? '' : '.'}`;
};

/** Asks the hour field alone, on a day of its own. */
const isHourly = (text: string): boolean => {
  const fields = text.trim().split(/\s+/);
  const hours = fields.length === 1 ? hoursOfNickname(text) : fields.at(-4);
  const times = read(`0 ${hours} * * *`).nextRuns(hoursOfADay, new Date(someDay - 1000));
  const last = times.at(-1);
  return last !== undefined && last.getTime() < someDay + dayMs;
};

const hoursOfNickname = (text: string): string => (text.trim().toLowerCase() === '@hourly' ? '*' : '0');
