import { z } from 'zod';
import { instant, queryNumber, slug } from '../common.js';

/**
 * What is counted. `downloads`: by people, once for each of them, day, file and version; `bot-downloads`: by known
 * crawlers, by the same rule; `clones` and `fetches`: as git made them; `bytes`: sent of files and packs; `saves`: opened;
 * `runs`: ended.
 */
export const metricNames = ['downloads', 'bot-downloads', 'clones', 'fetches', 'bytes', 'saves', 'runs'] as const;
export const metricName = z.enum(metricNames);
export type MetricName = z.infer<typeof metricName>;

export const metricBuckets = ['hour', 'day', 'week', 'month'] as const;
export type MetricBucket = (typeof metricBuckets)[number];

/** What figures are told apart by. */
export const metricDimensions = ['tool', 'version', 'file', 'referrer', 'country'] as const;
export const metricDimension = z.enum(metricDimensions);
export type MetricDimension = z.infer<typeof metricDimension>;

/** A day (UTC), or an instant, of which the hour counts. */
const moment = z.union([z.iso.date(), instant], 'Write a day such as 2026-11-21, or an instant.');
const span = {
  /** Of one tool; left out: of all. */
  tool: slug.optional(),
  from: moment.optional(),
  /** Not included. */
  to: moment.optional(),
};

export const totalsQuery = z.strictObject(span);
export const metricTotals = z.object({
  downloads: z.int(),
  botDownloads: z.int(),
  clones: z.int(),
  fetches: z.int(),
  bytes: z.int(),
  saves: z.int(),
  runs: z.int(),
});
export type MetricTotals = z.infer<typeof metricTotals>;

export const seriesQuery = z.strictObject({
  ...span,
  metric: metricName.default('downloads'),
  /** One series for each value of it: the greatest, and one of all others. Left out: one series of all. */
  by: z.enum(['tool', 'version']).optional(),
  /** Hours are kept for 40 days, days for good. */
  bucket: z.enum(metricBuckets).default('day'),
});
export type SeriesQuery = z.infer<typeof seriesQuery>;
export const metricSeries = z.object({
  metric: metricName,
  bucket: z.enum(metricBuckets),
  from: instant,
  to: instant,
  /** The beginnings of the buckets, without a gap. */
  at: z.array(instant),
  series: z.array(
    z.object({
      /** Null: of all, or of all others. */
      key: z.string().nullable(),
      /** One for each of `at`. */
      values: z.array(z.int()),
      total: z.int(),
    }),
  ),
});
export type MetricSeries = z.infer<typeof metricSeries>;

export const topQuery = z.strictObject({
  ...span,
  metric: metricName.default('downloads'),
  by: metricDimension,
  limit: queryNumber(1, 100).default(10),
});
export type TopQuery = z.infer<typeof topQuery>;
export const metricTop = z.object({
  /** The greatest first. Of `referrer` and `country`: null where it is not known. */
  items: z.array(z.object({ tool: z.string().nullable(), key: z.string().nullable(), value: z.int() })),
  /** Of all, those that are not among the items included. */
  total: z.int(),
});
export type MetricTop = z.infer<typeof metricTop>;

export const crosscheckQuery = z.strictObject({ tool: slug });
/** GitLab's own count of fetches beside ours, day by day. */
export const metricCrosscheck = z.object({
  /** Null: there is none for this tool, or GitLab was not asked yet. */
  fetchedAt: instant.nullable(),
  days: z.array(z.object({ day: z.iso.date(), upstream: z.int(), clones: z.int(), fetches: z.int() })),
});
export type MetricCrosscheck = z.infer<typeof metricCrosscheck>;
