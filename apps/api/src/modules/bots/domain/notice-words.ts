import type { NotifyTarget, Run } from '@bothy/contracts';

export type NoticeCause = NotifyTarget['on'][number];

/** What a notice speaks of. */
export interface Notice {
  readonly cause: NoticeCause;
  readonly botName: string;
  readonly run: Run;
  /** Page of the run. */
  readonly url: string;
  /** ISO. */
  readonly at: string;
}

export const causeOf = (status: Run['status']): NoticeCause | null => {
  if (status === 'succeeded') return 'recovery';
  return status === 'failed' || status === 'timed-out' || status === 'lost' ? 'failure' : null;
};

/** `Nightly build #12 failed`. */
export const headlineOf = ({ cause, botName, run }: Notice): string =>
  `${botName} #${run.number} ${cause === 'recovery' ? 'succeeded again' : (failed[run.status] ?? 'failed')}`;

const failed: Partial<Record<Run['status'], string>> = {
  failed: 'failed',
  'timed-out': 'timed out',
  lost: 'was lost',
};

/** How it ended, in a sentence; null where the headline says all. */
export function endingOf({ run }: Notice): string | null {
  if (run.reason !== null) return run.reason;
  if (run.signal !== null) return `It was ended by ${run.signal}.`;
  return run.exitCode === null || run.exitCode === 0 ? null : `It ended with exit code ${run.exitCode}.`;
}

/** For a Slack-compatible incoming webhook. Its three signs of markup are all that has to be escaped. */
export function slackBody(notice: Notice): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const ending = endingOf(notice);
  const link = `<${notice.url}|Run ${notice.run.number}>`;
  const text = [`*${escaped(headlineOf(notice))}*`, ...(ending === null ? [] : [escaped(ending)]), link].join('\n');
  return JSON.stringify({ text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] });
}

/** For programs: parameters and whoever asked for the run are not in it. */
export function webhookBody(notice: Notice): string {
  const { run, url, botName, at } = notice;
  const { id, number, status, attempt, exitCode, signal, reason, createdAt, startedAt, finishedAt } = run;
  return JSON.stringify({
    type: notice.cause === 'recovery' ? 'run.recovered' : 'run.failed',
    timestamp: at,
    data: {
      bot: { slug: run.botSlug, name: botName },
      run: { id, number, status, attempt, exitCode, signal, reason, createdAt, startedAt, finishedAt },
      url,
    },
  });
}
