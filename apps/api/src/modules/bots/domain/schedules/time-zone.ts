const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Where a wall-clock time stands among instants. */
export type WallPlace =
  /** One instant, or two (the earlier one first) where the clock was set back over it. */
  | { readonly kind: 'there'; readonly instants: readonly number[] }
  /** The clock was set forward over it, at this instant. */
  | { readonly kind: 'skipped'; readonly gapEnd: number };

/** A change of the wall clock against UTC. */
export interface Shift {
  /** The first instant that the new offset holds for. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/**
 * What the clocks of an IANA zone show. Wall-clock times are written as milliseconds, as if the clock showed UTC; all is
 * in milliseconds. Two changes of one zone are taken to be two days apart at least.
 */
export class TimeZone {
  private readonly format: Intl.DateTimeFormat;

  /** @throws RangeError for a name that is no zone. */
  constructor(readonly name: string) {
    const known = formats.get(name);
    this.format = known ?? formatOf(name);
    if (!known) formats.set(name, this.format);
  }

  static isKnown(name: string): boolean {
    try {
      return new TimeZone(name).name === name;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  /** What is to be added to an instant to get what the wall clock shows; whole seconds. */
  offsetAt(instant: number): number {
    const second = Math.floor(instant / 1000) * 1000;
    const shown: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(second)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
  }

  wallAt(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  placeOf(wall: number): WallPlace {
    const before = this.offsetAt(wall - dayMs);
    const after = this.offsetAt(wall + dayMs);
    const offsets = before === after ? [before] : [before, after];
    const instants = offsets
      .map((offset) => wall - offset)
      .filter((instant) => this.wallAt(instant) === wall)
      .toSorted((a, b) => a - b);
    if (instants.length > 0) return { kind: 'there', instants };
    const shift = this.shiftIn(wall - dayMs, wall + dayMs);
    if (!shift) throw new Error(`A time of ${this.name} is neither there nor skipped.`);
    return { kind: 'skipped', gapEnd: shift.at };
  }

  /** The change behind `from` and not behind `to`, which are a few days apart at most; null where there is none. */
  shiftIn(from: number, to: number): Shift | null {
    const before = this.offsetAt(from);
    const after = this.offsetAt(to);
    if (before === after) return null;
    let low = from;
    let high = to;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    return { at: high, before, after };
  }
}

/** Zones have names; an offset such as `+02:00` is none, though Intl takes it. */
const formatOf = (name: string): Intl.DateTimeFormat => {
  if (!/^[A-Za-z]/.test(name)) throw new RangeError(`${name} is no time zone.`);
  return new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
};
