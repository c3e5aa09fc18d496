import type { SyncResult, ToolManagement, ToolSource, ToolSummary, ToolVisibility } from '@bothy/contracts';
import type { GlyphState } from '../../ui/glyph-shapes.js';
import { count } from '../../ui/time-words.js';

export const visibilityWords: Record<ToolVisibility, string> = { public: 'Public', members: 'Members only' };
export const sourceWords: Record<ToolSource['kind'], string> = {
  gitlab: 'GitLab',
  directory: 'A folder',
  bot: 'A bot',
};

/** A stretch of time as one would say it: "a moment", "3 min", "2 h", "5 days". */
export function roughly(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'a moment';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** How it stands with the releases of a tool, as a glyph and in words. */
export function freshnessOf({ latest, freshness }: ToolSummary, now: number): { state: GlyphState; words: string } {
  const { syncedAt, stale } = freshness;
  const ago = syncedAt && `${roughly(now - Date.parse(syncedAt))} ago`;
  if (stale) return { state: 'timed-out', words: ago ? `As of ${ago}` : 'Not reached yet' };
  if (ago) return { state: 'succeeded', words: `Asked ${ago}` };
  return { state: 'queued', words: latest ? 'Not asked any more' : 'No releases yet' };
}

/** "Asked 3 min ago, next in 12 min." */
export function askedWords({ triedAt, nextSyncAt }: ToolManagement, now: number): string {
  const asked = triedAt ? `Asked ${roughly(now - Date.parse(triedAt))} ago` : 'Not asked yet';
  if (!nextSyncAt) return `${asked}.`;
  const left = Date.parse(nextSyncAt) - now;
  return `${asked}, next ${left > 0 ? `in ${roughly(left)}` : 'right away'}.`;
}

/** "3 versions", "1 file" */
export const counted = (value: number, one: string): string => `${count(value)} ${one}${value === 1 ? '' : 's'}`;

/** What asking a source brought: "3 versions with 7 files, 1 of them new." */
export function syncWords({ unchanged, versions, files, added, withdrawn }: SyncResult): string {
  const held = `${counted(versions, 'version')} with ${counted(files, 'file')}`;
  if (unchanged) return `Nothing changed: ${held}.`;
  const changes = [added && `${count(added)} new`, withdrawn && `${count(withdrawn)} withdrawn`].filter(Boolean);
  return `${held}${changes.length ? `, ${changes.join(', ')}` : ', none of them new'}.`;
}

/** Where a source is, in a line. */
export function sourcePlace(source: ToolSource): string {
  if (source.kind === 'directory') return source.path;
  return source.kind === 'bot' ? source.bot : `${source.baseUrl.replace(/\/+$/, '')} · ${source.projectId}`;
}
