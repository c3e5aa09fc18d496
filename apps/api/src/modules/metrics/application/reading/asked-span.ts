import type { MetricBucket } from '@bothy/contracts';
import { bucketBehind, bucketFrom, bucketOf, bucketsBetween, usualBuckets } from '../../domain/buckets.js';
import { dayAfter, dayOf, hoursKeptDays } from '../../domain/moments.js';
import { hourSpan, isOfDays, type TimeSpan, wholeDays } from '../../domain/time-span.js';
import { endsBeforeItBegins, hoursAreGone, tooManyBuckets } from '../../metrics.errors.js';

/** As a request writes it: days or instants. */
export interface AskedSpan {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const mostBuckets = 1000;

const instantOf = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

/** Of the first day of which hours are kept. */
const oldestHour = (now: Date): Date => new Date(dayAfter(dayOf(now), -hoursKeptDays));

/** @throws InvalidRequest where it is empty, or where its hours are gone. */
export const spanOf = (asked: AskedSpan, now: Date): TimeSpan => {
  const span = hourSpan(instantOf(asked.from), instantOf(asked.to));
  if (span.from && span.to && span.from >= span.to) throw endsBeforeItBegins();
  if (isOfDays(span)) return span;
  const { from, to } = wholeDays(span);
  const isPartGone = [span.from !== null && from, span.to !== null && to && new Date(dayAfter(dayOf(to), -1))].some(
    (day) => day && day < oldestHour(now),
  );
  if (isPartGone) throw hoursAreGone();
  return span;
};

/** Beginnings of buckets, and the span they make together. */
export interface AskedBuckets {
  readonly begins: readonly Date[];
  readonly from: Date;
  readonly to: Date;
  /** What was asked for of it: the same that is summed where no buckets are. */
  readonly summed: TimeSpan;
}

/** @throws InvalidRequest where it is empty or too long, or where its hours are gone. */
export const bucketsOf = (bucket: MetricBucket, asked: AskedSpan, now: Date): AskedBuckets => {
  const end = instantOf(asked.to);
  const to = end ? bucketFrom(bucket, end) : bucketBehind(bucket, bucketOf(bucket, now));
  const begin = instantOf(asked.from);
  const from = begin ? bucketOf(bucket, begin) : bucketBehind(bucket, to, -usualBuckets[bucket]);
  if (from >= to) throw endsBeforeItBegins();
  if (bucket === 'hour' && from < oldestHour(now)) throw hoursAreGone();
  const begins = bucketsBetween(bucket, from, to, mostBuckets);
  if (!begins) throw tooManyBuckets(mostBuckets);
  const within = spanOf(asked, now);
  return { begins, from, to, summed: { from: within.from ?? from, to: within.to ?? to } };
};
