import type { ToolSummary } from '@bothy/contracts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const hourMs = 3_600_000;

/** "18 Nov 2026", in UTC: the server does not know the reader's zone, and the browser must not say otherwise. */
export function day(instant: string): string {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "18 Nov 2026, 14:05 UTC" */
export function moment(instant: string): string {
  return `${day(instant)}, ${new Date(instant).toISOString().slice(11, 16)} UTC`;
}

/** "just now", "4 min ago", "3 h ago", "12 days ago" */
export function ago(instant: string, now: string): string {
  const ms = Math.max(0, Date.parse(now) - Date.parse(instant));
  if (ms < 60_000) return 'just now';
  if (ms < hourMs) return `${Math.floor(ms / 60_000)} min ago`;
  if (ms < 48 * hourMs) return `${Math.floor(ms / hourMs)} h ago`;
  return `${Math.floor(ms / (24 * hourMs))} days ago`;
}

/** How old what is shown is, where its source does not answer; null where it does. */
export function staleness({ freshness }: ToolSummary, now: string): string | null {
  if (!freshness.stale) return null;
  const checked = freshness.syncedAt === null ? 'Never checked yet' : `Last checked ${ago(freshness.syncedAt, now)}`;
  return `${checked}; the source does not answer. Until it does, downloads may fail.`;
}

/** "1 file", "2 files" */
export const some = (count: number, word: string): string =>
  `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`;
