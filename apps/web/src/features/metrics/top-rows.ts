import type { MetricDimension, MetricTop } from '@bothy/contracts';
import { countryName } from './metric-words.js';
import { markedName, type ToolNames } from './tool-names.js';

/** What each list is called, and what a missing key is called in it. */
export const topWords: Record<MetricDimension, { title: string; unknown: string }> = {
  tool: { title: 'Tools', unknown: 'Unknown' },
  version: { title: 'Versions', unknown: 'Unknown' },
  file: { title: 'Files', unknown: 'Unknown' },
  referrer: { title: 'Referrers', unknown: 'Not told, or none' },
  country: { title: 'Countries', unknown: 'Unknown' },
};

/** A row of a list of the greatest. */
export interface TopRow {
  readonly key: string;
  readonly label: string;
  /** What it belongs to: the version of a file, and the tool where several are shown; that a tool was deleted. */
  readonly beside?: string | undefined;
  readonly value: number;
  /** Of the greatest, in percent. */
  readonly share: number;
  /** No thing of its own: what is unknown, and all others. */
  readonly faint: boolean;
  readonly to?: string | undefined;
}

/** A file is named behind its version: `1.0.0/olympus.zip`. */
function nameOf(by: MetricDimension, key: string | null, tools: ToolNames): { label: string; within?: string } {
  if (key === null) return { label: topWords[by].unknown };
  if (by === 'country') return { label: countryName(key) };
  if (by === 'tool') return { label: tools.nameOf(key), ...(tools.isDeleted(key) && { within: 'deleted' }) };
  const slash = by === 'file' ? key.lastIndexOf('/') : -1;
  return slash < 0 ? { label: key } : { label: key.slice(slash + 1), within: key.slice(0, slash) };
}

const besideOf = (by: MetricDimension, tool: string | null, within: string | undefined): string | undefined =>
  [by === 'version' || by === 'file' ? tool : null, within].filter(Boolean).join(' ') || undefined;

/**
 * Where nobody's country is known there is nothing to be listed. A server without a GeoIP file counts no countries, so
 * that none may mean anything; whether something was downloaded is said by the other lists.
 */
export const tellsNothing = ({ items }: MetricTop, by: MetricDimension): boolean =>
  by === 'country' && items.every(({ key }) => key === null);

/** The rows of a list, with one of all others at its end; of `tool`, or of all. */
export function topRows(
  { items, total }: MetricTop,
  by: MetricDimension,
  tool: string | undefined,
  tools: ToolNames,
): TopRow[] {
  const rest = total - items.reduce((all, { value }) => all + value, 0);
  const greatest = Math.max(1, rest, ...items.map(({ value }) => value));
  const shareOf = (value: number) => Math.round((value / greatest) * 100);
  const rows = items.map(({ tool: of, key, value }): TopRow => {
    const { label, within } = nameOf(by, key, tools);
    return {
      key: `${of} ${key}`,
      label,
      beside: besideOf(by, tool === undefined && of !== null ? markedName(tools, of) : null, within),
      value,
      share: shareOf(value),
      faint: key === null,
      to: by === 'tool' && key !== null ? tools.linkOf(key) : undefined,
    };
  });
  return rest > 0
    ? [...rows, { key: 'rest', label: 'All others', value: rest, share: shareOf(rest), faint: true }]
    : rows;
}
