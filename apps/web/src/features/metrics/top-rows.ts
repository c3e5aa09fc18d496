import type { MetricDimension, MetricTop } from '@bothy/contracts';
import { countryName } from './metric-words.js';

/** What each list is called, what it says while it is empty, and what a missing key is called. */
export const topWords: Record<MetricDimension, { title: string; none: string; unknown: string }> = {
  tool: { title: 'Tools', none: 'Nothing was downloaded in these days.', unknown: 'Deleted tools' },
  version: { title: 'Versions', none: 'Nothing was downloaded in these days.', unknown: 'Unknown' },
  file: { title: 'Files', none: 'Nothing was downloaded in these days.', unknown: 'Unknown' },
  referrer: { title: 'Referrers', none: 'Nothing was downloaded in these days.', unknown: 'Not told, or none' },
  country: {
    title: 'Countries',
    none: 'Countries are not told apart: the server has no GeoIP file (BOTHY_GEOIP_FILE).',
    unknown: 'Unknown',
  },
};

/** A row of a list of the greatest. */
export interface TopRow {
  readonly key: string;
  readonly label: string;
  /** What it belongs to: the version of a file, and the tool where several are shown. */
  readonly beside?: string | undefined;
  readonly value: number;
  /** Of the greatest, in percent. */
  readonly share: number;
  /** No thing of its own: what is unknown, and all others. */
  readonly faint: boolean;
  readonly to?: string | undefined;
}

/** A file is named behind its version: `1.0.0/olympus.zip`. */
function nameOf(by: MetricDimension, key: string | null): { label: string; within?: string } {
  if (key === null) return { label: topWords[by].unknown };
  if (by === 'country') return { label: countryName(key) };
  const slash = by === 'file' ? key.lastIndexOf('/') : -1;
  return slash < 0 ? { label: key } : { label: key.slice(slash + 1), within: key.slice(0, slash) };
}

const besideOf = (by: MetricDimension, tool: string | null, within: string | undefined): string | undefined =>
  [by === 'version' || by === 'file' ? tool : null, within].filter(Boolean).join(' ') || undefined;

/** The rows of a list, with one of all others at its end. Countries that are all unknown are none. */
export function topRows({ items, total }: MetricTop, by: MetricDimension, tool: string | undefined): TopRow[] {
  if (by === 'country' && items.every(({ key }) => key === null)) return [];
  const rest = total - items.reduce((all, { value }) => all + value, 0);
  const greatest = Math.max(1, rest, ...items.map(({ value }) => value));
  const shareOf = (value: number) => Math.round((value / greatest) * 100);
  const rows = items.map(({ tool: of, key, value }): TopRow => {
    const { label, within } = nameOf(by, key);
    return {
      key: `${of} ${key}`,
      label,
      beside: besideOf(by, tool === undefined ? of : null, within),
      value,
      share: shareOf(value),
      faint: key === null,
      to: by === 'tool' && key !== null ? `/catalog/${key}` : undefined,
    };
  });
  return rest > 0
    ? [...rows, { key: 'rest', label: 'All others', value: rest, share: shareOf(rest), faint: true }]
    : rows;
}
