import { z } from 'zod';
import { instant, queryNumber } from '../common.js';

/** What becomes of times that passed while no server was up: none, the last one, or each (1,000 at most). */
export const missedPolicy = z.enum(['skip', 'latest', 'all']);

export const schedule = z.object({
  /** Five fields, or six with seconds in front. */
  cron: z.string(),
  /** IANA name, for example `Europe/London`. */
  timeZone: z.string(),
  missed: missedPolicy,
  params: z.record(z.string(), z.unknown()),
  enabled: z.boolean(),
});
export type Schedule = z.infer<typeof schedule>;

export const scheduleInput = z.strictObject({
  cron: z.string().trim().min(1).max(200),
  timeZone: z.string().min(1).max(60).default('UTC'),
  missed: missedPolicy.default('skip'),
  params: schedule.shape.params.default({}),
  enabled: z.boolean().default(true),
});

export const nextTimesQuery = z.strictObject({
  cron: z.string().min(1).max(200),
  timeZone: z.string().min(1).max(60).default('UTC'),
  count: queryNumber(1, 50).default(5),
});
export const nextTimes = z.object({
  times: z.array(instant),
  /** The schedule in words, for example "At 02:00, on Monday". */
  words: z.string(),
});

/** A time at which a bot is due, for the home page. */
export const upcomingRun = z.object({ at: instant, botSlug: z.string(), cron: z.string(), timeZone: z.string() });
export const upcomingRuns = z.object({ items: z.array(upcomingRun) });
export const upcomingQuery = z.strictObject({ limit: queryNumber(1, 100).default(20) });
