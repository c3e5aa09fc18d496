import type { MetricBucket } from '@bothy/contracts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** The first day of all was a Thursday. */
const mondayMs = 4 * dayMs;
const stepMs = { hour: hourMs, day: dayMs, week: 7 * dayMs } as const;

/** How many there are where nobody said. */
export const usualBuckets: Readonly<Record<MetricBucket, number>> = { hour: 48, day: 30, week: 26, month: 12 };

/** The beginning of the bucket that an instant is in: of a month its first, of a week its Monday, all of them UTC. */
export const bucketOf = (bucket: MetricBucket, at: Date): Date => {
  if (bucket === 'month') return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
  const offset = bucket === 'week' ? mondayMs : 0;
  const step = stepMs[bucket];
  return new Date(Math.floor((at.getTime() - offset) / step) * step + offset);
};

/** The beginning of the bucket that lies so many behind, or before. */
export const bucketBehind = (bucket: MetricBucket, begin: Date, count = 1): Date =>
  bucket === 'month'
    ? new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + count))
    : new Date(begin.getTime() + count * stepMs[bucket]);

/** The first beginning of a bucket that is not before an instant. */
export const bucketFrom = (bucket: MetricBucket, at: Date): Date => {
  const begin = bucketOf(bucket, at);
  return begin.getTime() === at.getTime() ? begin : bucketBehind(bucket, begin);
};

/** Beginnings without a gap; null where they are more than so many. */
export const bucketsBetween = (bucket: MetricBucket, from: Date, to: Date, most: number): Date[] | null => {
  const begins: Date[] = [];
  for (let begin = from; begin < to; begin = bucketBehind(bucket, begin)) {
    if (begins.length >= most) return null;
    begins.push(begin);
  }
  return begins;
};
