import type { MetricBucket, MetricName, MetricTotals } from '@bothy/contracts';
import { byteSize, count } from '../../ui/time-words.js';

interface Figure {
  readonly metric: MetricName;
  readonly label: string;
  readonly total: keyof MetricTotals;
  /** Counted of the whole team, not of a tool. */
  readonly team?: boolean;
}

/** What the dashboard shows, in its order. */
export const figures: readonly Figure[] = [
  { metric: 'downloads', label: 'Downloads', total: 'downloads' },
  { metric: 'clones', label: 'Clones', total: 'clones' },
  { metric: 'fetches', label: 'Fetches', total: 'fetches' },
  { metric: 'bytes', label: 'Sent', total: 'bytes' },
  { metric: 'bot-downloads', label: 'By crawlers', total: 'botDownloads' },
  { metric: 'saves', label: 'Saves opened', total: 'saves', team: true },
  { metric: 'runs', label: 'Runs', total: 'runs', team: true },
];

export const bucketLabels: Record<MetricBucket, string> = {
  hour: 'Hours',
  day: 'Days',
  week: 'Weeks',
  month: 'Months',
};

export const labelOf = (metric: MetricName): string =>
  figures.find((figure) => figure.metric === metric)?.label ?? metric;

/** "12,441", or "1.9 MB" of bytes. */
export const valueWords = (metric: MetricName, value: number): string =>
  metric === 'bytes' ? byteSize(value) : count(value);

/** Against the span before: "18 % more than before". */
export function changeOf(metric: MetricName, value: number, before: number): string {
  const [many, none] = metric === 'bytes' ? ['much', 'Nothing'] : ['many', 'None'];
  if (value === before) return value ? `As ${many} as before` : `${none}, as before`;
  if (before === 0) return `${none} before`;
  if (value === 0) return `${valueWords(metric, before)} before`;
  if (value >= 3 * before) return `${count(Math.round(value / before))} times as ${many} as before`;
  const percent = Math.round((Math.abs(value - before) / before) * 100);
  const than = value > before ? 'more than before' : 'less than before';
  // Something is left, and so it is not all that is gone.
  return percent === 0 ? `Hardly ${than}` : `${value < before ? Math.min(99, percent) : percent} % ${than}`;
}

/** What a country's two letters stand for. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code;
  } catch (error) {
    // Not two letters.
    if (error instanceof RangeError) return code;
    throw error;
  }
}
