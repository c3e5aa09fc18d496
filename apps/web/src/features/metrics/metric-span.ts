import type { MetricBucket } from '@bothy/contracts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** How far back one looks, up to today. */
export const ranges = {
  '7d': { label: '7 d', days: 7 },
  '30d': { label: '30 d', days: 30 },
  '90d': { label: '90 d', days: 90 },
  '1y': { label: '1 y', days: 365 },
} as const;
export type RangeKey = keyof typeof ranges;

/** Days in UTC, as "2026-11-21", or instants; `to` is not included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const later = (day: string, days: number): string => dayOf(Date.parse(day) + days * dayMs);
/** 31 February is none. */
const isDay = (text: string | undefined): text is string =>
  text !== undefined && dayPattern.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;

export const daysIn = ({ from, to }: Span): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** Whole days that the address names, both included; undefined where they make no span. */
export function spanOfDays(first: string | undefined, last: string | undefined): Span | undefined {
  if (!isDay(first) || !isDay(last) || first > last) return undefined;
  const to = later(last, 1);
  // There is no day after the last one that has four digits to its year.
  return { from: first, to: isDay(to) ? to : last };
}

/** The last days up to `now`, today included. */
export function spanOfRange(range: RangeKey, now: number): Span {
  const to = later(dayOf(now), 1);
  return { from: later(to, -ranges[range].days), to };
}

/** As many days before. */
export const spanBefore = (span: Span): Span => ({ from: later(span.from, -daysIn(span)), to: span.from });

/** The last day of a span that is included. */
export const lastDay = ({ to }: Span): string => later(to, -1);

/** What has happened of a span, and so has figures: up to this hour where hours are counted, up to today otherwise. */
export function spanSoFar(span: Span, bucket: MetricBucket, now: number): Span {
  const step = bucket === 'hour' ? hourMs : dayMs;
  const end = (Math.floor(now / step) + 1) * step;
  if (end >= Date.parse(span.to) || end <= Date.parse(span.from)) return span;
  return { from: span.from, to: bucket === 'hour' ? new Date(end).toISOString() : dayOf(end) };
}

/** Hours are kept for 40 days, and of more than 14 days nobody reads them. */
export function bucketsOf(span: Span, now: number): MetricBucket[] {
  const days = daysIn(span);
  const hours = days <= 14 && now - Date.parse(span.from) < 40 * dayMs;
  return [
    ...(hours ? (['hour'] as const) : []),
    'day',
    ...(days > 7 ? (['week'] as const) : []),
    ...(days > 31 ? (['month'] as const) : []),
  ];
}

/** What reads well: some 30 to 100 points. */
export function usualBucket(span: Span): MetricBucket {
  const days = daysIn(span);
  if (days <= 2) return 'hour';
  return days <= 100 ? 'day' : 'week';
}

const utc = (ms: number, options: Intl.DateTimeFormatOptions): string =>
  new Date(ms).toLocaleDateString('en-GB', { timeZone: 'UTC', ...options });
const hourOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);

/** A bucket by its beginning: "Sat 21 Nov", "Week of 16 Nov", "November 2026", "Sat 21 Nov, 14:00". */
export function bucketWords(ms: number, bucket: MetricBucket): string {
  if (bucket === 'month') return utc(ms, { month: 'long', year: 'numeric' });
  if (bucket === 'week') return `Week of ${utc(ms, { day: 'numeric', month: 'short', year: 'numeric' })}`;
  const day = utc(ms, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
  return bucket === 'hour' ? `${day}, ${hourOf(ms)}` : day;
}

/** The same for the foot of a chart: "21 Nov", "14:00", "Nov 2026". */
export function tickWords(ms: number, bucket: MetricBucket): string {
  if (bucket === 'month') return utc(ms, { month: 'short', year: 'numeric' });
  if (bucket === 'hour' && ms % dayMs !== 0) return hourOf(ms);
  return utc(ms, { day: 'numeric', month: 'short' });
}

/** "1 Mar to 5 Mar 2026" */
export function spanWords(span: Span): string {
  const short = (day: string, year: boolean) =>
    utc(Date.parse(day), { day: 'numeric', month: 'short', ...(year && { year: 'numeric' }) });
  const last = lastDay(span);
  if (span.from === last) return short(last, true);
  return `${short(span.from, span.from.slice(0, 4) !== last.slice(0, 4))} to ${short(last, true)}`;
}
