import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../platform/clock/manual-clock.js';
import { Config } from '../../../../platform/config/config.js';
import type { ToolRecord } from '../../domain/tool-record.js';
import { sourceUnavailable } from '../../sources.errors.js';
import { SyncPace } from './sync-pace.js';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Stands still until it is moved: times are compared to the millisecond. */
class StoppedClock extends ManualClock {
  readonly #stoppedAtMs = Date.now();
  #movedMs = 0;

  override now(): Date {
    return new Date(this.#stoppedAtMs + this.#movedMs);
  }

  override advance(milliseconds: number): void {
    this.#movedMs += milliseconds;
  }
}

describe('how soon a source is asked again', () => {
  let clock: ManualClock;
  let pace: SyncPace;
  beforeEach(() => {
    clock = new StoppedClock();
    pace = new SyncPace(Config.from({}), clock);
  });

  const ago = (ms: number) => new Date(clock.now().getTime() - ms).toISOString();
  const toolOf = (more: Partial<ToolRecord>) =>
    ({ id: 'a', syncedAt: null, triedAt: null, createdAt: ago(30 * dayMs), updatedAt: ago(0), ...more }) as ToolRecord;
  const waitMs = (more: Partial<ToolRecord>, error: unknown = sourceUnavailable('away')) =>
    Date.parse(pace.after(clock.now(), error, toolOf(more))) - clock.now().getTime();

  it('is a minute where a new source does not answer at first, however old the tool is', () => {
    expect(waitMs({})).toBe(minuteMs);
    expect(waitMs({ updatedAt: ago(dayMs) })).toBe(minuteMs);
  });

  it('is longer and longer where it does not answer', () => {
    expect(waitMs({ triedAt: ago(minuteMs), updatedAt: ago(minuteMs) })).toBe(minuteMs);
    expect(waitMs({ triedAt: ago(minuteMs), updatedAt: ago(5 * minuteMs) })).toBe(5 * minuteMs);
    expect(waitMs({ syncedAt: ago(7 * minuteMs), triedAt: ago(minuteMs) })).toBe(7 * minuteMs);
    expect(waitMs({ syncedAt: ago(dayMs), triedAt: ago(minuteMs) })).toBe(dayMs / 4);
  });

  it('is what the source said, and until then it is let be', () => {
    const nextSyncAt = pace.after(clock.now(), sourceUnavailable('asked too often', 77), toolOf({}));
    const told = toolOf({ nextSyncAt, syncProblem: 'asked too often' });
    expect(Date.parse(nextSyncAt) - clock.now().getTime()).toBe(77_000);
    expect(pace.isToBeLetBe(told)).toBe(true);
    expect(pace.isToBeLetBe({ ...told, syncProblem: null })).toBe(false);
    expect(pace.isToBeLetBe({ ...told, nextSyncAt: ago(-5000) })).toBe(false);
    clock.advance(77_000);
    expect(pace.isToBeLetBe(told)).toBe(false);
  });
});
