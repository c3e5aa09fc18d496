import { CronPattern } from './cron-pattern.js';
import { TimeZone, type Shift } from './time-zone.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * When a schedule fires, as instants in milliseconds. A schedule means wall-clock times:
 *
 * - A time that the clock is set forward over fires once, at the first instant behind the gap; several of them, and one
 *   at that very instant, make one firing.
 * - A time that the clock is set back over, and that so comes twice, fires the first time only.
 * - A schedule that comes in each hour keeps its rhythm instead: it fires both times, and for what is skipped only where
 *   more than an hour would pass without a firing.
 */
export class ScheduleTimes {
  private constructor(
    private readonly pattern: CronPattern,
    private readonly zone: TimeZone,
  ) {}

  /** @throws BadCron, and RangeError for a zone that is none. */
  static of(cron: string, timeZone: string): ScheduleTimes {
    return new ScheduleTimes(CronPattern.parse(cron), new TimeZone(timeZone));
  }

  /** The first firing behind this instant; null where there is none any more. */
  after(instant: number): number | null {
    const second = Math.floor(instant / 1000) * 1000;
    return this.pattern.isHourly ? this.#inRhythm(second) : this.#byWall(second);
  }

  /** The firings behind `from`, at most `limit`. */
  list(from: number, limit: number): number[] {
    const times: number[] = [];
    let last = from;
    while (times.length < limit) {
      const next = this.after(last);
      if (next === null) break;
      times.push(next);
      last = next;
    }
    return times;
  }

  /**
   * The last firings behind `from` and not behind `to`, at most `limit`, the oldest first. What it costs grows with
   * `limit` and not with how far `from` lies back: it looks into ever longer times before `to`.
   */
  lastIn(from: number, to: number, limit: number): number[] {
    for (let lengthMs = 60_000; ; lengthMs *= 4) {
      const begin = Math.max(from, to - lengthMs);
      const times: number[] = [];
      for (let next = this.after(begin); next !== null && next <= to; next = this.after(next)) times.push(next);
      if (times.length >= limit || begin === from) return times.slice(-limit);
    }
  }

  #byWall(second: number): number | null {
    let wall = this.#pastRepeated(second);
    for (;;) {
      const next = this.pattern.after(wall);
      if (next === null) return null;
      const place = this.zone.placeOf(next);
      const instant = place.kind === 'there' ? place.instants[0] : place.gapEnd;
      if (instant !== undefined && instant > second) return instant;
      wall = next;
    }
  }

  /** What the clock shows; where it shows it for the second time, the end of what it shows twice. */
  #pastRepeated(second: number): number {
    const wall = this.zone.wallAt(second);
    const place = this.zone.placeOf(wall);
    if (place.kind === 'skipped' || place.instants[1] !== second) return wall;
    const shift = this.zone.shiftIn(second - dayMs, second);
    return shift ? shift.at + shift.before - 1000 : wall;
  }

  #inRhythm(second: number): number | null {
    const offset = this.zone.offsetAt(second);
    const wall = this.pattern.after(second + offset);
    if (wall === null) return null;
    const instant = wall - offset;
    const shift = this.zone.shiftIn(second, Math.min(instant, second + dayMs));
    if (shift) return this.#behind(shift, wall);
    // The offset holds until then: of a time that comes twice this is the coming one.
    if (instant <= second + dayMs) return instant;
    const place = this.zone.placeOf(wall);
    // So far away, a skipped time is one that nothing else stands for.
    return place.kind === 'skipped' ? place.gapEnd : (place.instants[0] ?? null);
  }

  /** The first firing from a change on, of a rhythm whose next time `wall` would lie behind it. */
  #behind(shift: Shift, wall: number): number | null {
    const wallThen = shift.at + shift.after;
    const next = this.pattern.after(wallThen - 1000);
    const instant = next === null ? null : next - shift.after;
    if (wall >= wallThen || shift.after < shift.before) return instant;
    const last = this.pattern.before(shift.at + shift.before);
    const isPause = instant === null || last === null || instant - (last - shift.before) > hourMs;
    return isPause ? shift.at : instant;
  }
}
