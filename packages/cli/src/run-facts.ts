import { type Run, run } from '@bothy/contracts';

/**
 * What this command reads of a run. A server of another version may tell more, which is passed on as it is, or less:
 * a CI job is not upgraded on the same day as the server.
 */
export const runFacts = run
  .pick({
    id: true,
    botSlug: true,
    number: true,
    status: true,
    attempt: true,
    exitCode: true,
    signal: true,
    reason: true,
    startedAt: true,
    finishedAt: true,
    lineCount: true,
  })
  .extend(run.pick({ maxAttempts: true, retryAt: true, artifactCount: true }).partial().shape)
  .loose();

export type RunFacts = Pick<
  Run,
  | 'id'
  | 'botSlug'
  | 'number'
  | 'status'
  | 'attempt'
  | 'exitCode'
  | 'signal'
  | 'reason'
  | 'startedAt'
  | 'finishedAt'
  | 'lineCount'
> &
  Partial<Pick<Run, 'maxAttempts' | 'retryAt' | 'artifactCount'>>;

export const nameOf = ({ botSlug, number }: RunFacts): string => `${botSlug} #${number}`;

/** One line on how a run ended. */
export function summaryOf(run: RunFacts): string {
  const how = run.exitCode === null ? (run.signal ?? '') : `exit code ${run.exitCode}`;
  const tookMs = run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
  const facts = [
    how,
    tookMs === null ? '' : duration(tookMs),
    counted(run.lineCount, 'line'),
    run.attempt > 1 ? counted(run.attempt, 'attempt') : '',
    run.artifactCount ? counted(run.artifactCount, 'artifact') : '',
  ];
  const reason = run.reason ? `. ${run.reason}` : '';
  return `${nameOf(run)} ${run.status} (${facts.filter(Boolean).join(', ')})${reason}`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
