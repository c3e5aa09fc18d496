import type { Run, RunStatus } from '@bothy/contracts';
import type { GlyphState } from '../../ui/glyph-shapes.js';
import { duration } from '../../ui/time-words.js';

const words: Record<RunStatus, { glyph: GlyphState; word: string }> = {
  queued: { glyph: 'queued', word: 'Queued' },
  'waiting-approval': { glyph: 'waiting', word: 'Waiting' },
  starting: { glyph: 'running', word: 'Starting' },
  running: { glyph: 'running', word: 'Running' },
  succeeded: { glyph: 'succeeded', word: 'Succeeded' },
  failed: { glyph: 'failed', word: 'Failed' },
  cancelled: { glyph: 'cancelled', word: 'Cancelled' },
  'timed-out': { glyph: 'timed-out', word: 'Timed out' },
  skipped: { glyph: 'skipped', word: 'Skipped' },
  lost: { glyph: 'lost', word: 'Lost' },
};

export const allStatuses = Object.keys(words) as RunStatus[];
const goingOn = new Set<RunStatus>(['queued', 'waiting-approval', 'starting', 'running']);

/** Waits for its next attempt: the one state from which a run goes back in the row of states. */
const waitsForRetry = (run: Run) => run.status === 'queued' && run.retryAt !== null;

function rank(run: Run): number {
  if (isFinal(run.status)) return goingOn.size;
  // Approved, it waits its turn again.
  if (run.status === 'queued' && run.approvedBy) return 1.5;
  return [...goingOn].indexOf(run.status);
}

/**
 * The later of two pictures of one run. Answers and events overtake each other: what was asked for before the end
 * may arrive after it, and must not bring a finished run back.
 */
export function laterOf(before: Run | undefined, after: Run): Run {
  if (!before || before.attempt < after.attempt) return after;
  if (before.attempt > after.attempt) return before;
  if (!isFinal(before.status) && (waitsForRetry(before) || waitsForRetry(after))) return after;
  return rank(before) > rank(after) ? before : after;
}

export const isFinal = (status: RunStatus): boolean => !goingOn.has(status);
export const glyphOf = (status: RunStatus): GlyphState => words[status].glyph;
export const wordOf = (status: RunStatus): string => words[status].word;

type Timed = Pick<Run, 'startedAt' | 'finishedAt'>;

/** How long it ran, in ms; until `now` while it still runs, null before it began. */
export function ranFor(run: Timed, now: number): number | null {
  if (!run.startedAt) return null;
  return Math.max(0, (run.finishedAt ? Date.parse(run.finishedAt) : now) - Date.parse(run.startedAt));
}

export function ranForWords(run: Timed, now: number): string {
  const ms = ranFor(run, now);
  return ms === null ? '' : duration(ms);
}

/** The middle of how long finished runs took, in ms; null with fewer than two: no custom yet. */
export function usualTime(runs: readonly (Timed & Pick<Run, 'status'>)[]): number | null {
  const times = runs.flatMap((run) => (run.status === 'succeeded' ? [ranFor(run, 0) ?? 0] : [])).sort((a, b) => a - b);
  return times.length < 2 ? null : (times[Math.floor(times.length / 2)] ?? null);
}

/** How it ended: "Exit 1", "SIGKILL", or the server's reason. */
export function endedHow(run: Pick<Run, 'exitCode' | 'signal' | 'reason'>): string {
  if (run.reason) return run.reason;
  if (run.signal) return `Ended by ${run.signal}`;
  return run.exitCode === null ? '' : `Exit ${run.exitCode}`;
}

/** The glyph and the word of a run as it stands, with what its state alone does not say: paused, or between two attempts. */
export function standing(run: Run, now: number): { glyph: GlyphState; word: string } {
  if (run.paused && !isFinal(run.status)) return { glyph: 'waiting', word: 'Paused' };
  if (run.status === 'waiting-approval') return { glyph: 'waiting', word: 'Waiting for approval' };
  if (run.retryAt && run.status === 'queued') {
    const left = Date.parse(run.retryAt) - now;
    return {
      glyph: 'queued',
      word: left > 0 ? `Next attempt in ${duration(Math.ceil(left / 1000) * 1000)}` : 'Next attempt is due',
    };
  }
  return words[run.status];
}

const kinds: Record<Run['trigger']['kind'], string> = {
  manual: 'By hand',
  api: 'By API',
  schedule: 'By schedule',
  webhook: 'By webhook',
  rerun: 'Run again',
};
export const allTriggers = Object.keys(kinds) as Run['trigger']['kind'][];
export const triggerWord = (kind: Run['trigger']['kind']): string => kinds[kind];

/** What started a run, in a few words: "Mairi Grant", "Schedule 0 2 * * *", "Webhook push". */
export function startedBy({ kind, actor, detail }: Run['trigger']): string {
  const of = (word: string) => (detail ? `${word} ${detail}` : word);
  if (kind === 'schedule') return of('Schedule');
  if (kind === 'webhook') return of('Webhook');
  return actor?.name ?? triggerWord(kind);
}
