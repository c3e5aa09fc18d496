import type { Schedule } from '@bothy/contracts';
import type { ScheduleTimes } from './schedule-times.js';

/** A time that is looked at later than this was missed: no server was up, or none had time. */
export const graceMs = 60_000;
/** Of what was missed, the newest so many are fired for. */
export const mostMissed = 1000;

export interface FiringPlan {
  /** Times to fire for, the oldest first. */
  readonly times: readonly number[];
  /** When it is due after them; null when never any more. */
  readonly next: number | null;
}

/** What to do about a schedule that is due since `nextAt`, looked at now. */
export const planFiring = (
  schedule: ScheduleTimes,
  { nextAt, missed }: { nextAt: number; missed: Schedule['missed'] },
  now: number,
): FiringPlan => {
  const next = schedule.after(now);
  const from = nextAt - 1;
  const inTime = now - graceMs - 1;
  if (from >= inTime || missed === 'all') return { times: schedule.lastIn(from, now, mostMissed), next };
  if (missed === 'latest') return { times: schedule.lastIn(from, now, 1), next };
  return { times: schedule.lastIn(inTime, now, mostMissed), next };
};
