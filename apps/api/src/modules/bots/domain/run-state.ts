import { isFinal, type RunStatus } from '@bothy/contracts';
import type { AttemptState } from '@bothy/contracts/runner';

/**
 * From where a run may go. What is not listed is refused: a final state stays. Back to `queued` goes a run that waits
 * for its next attempt.
 */
const transitions: Record<RunStatus, readonly RunStatus[]> = {
  queued: ['waiting-approval', 'starting', 'failed', 'cancelled', 'skipped'],
  'waiting-approval': ['queued', 'cancelled', 'skipped'],
  starting: ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'timed-out', 'lost'],
  running: ['queued', 'succeeded', 'failed', 'cancelled', 'timed-out', 'lost'],
  succeeded: [],
  failed: [],
  cancelled: [],
  'timed-out': [],
  skipped: [],
  lost: [],
};

export const canBecome = (from: RunStatus, to: RunStatus): boolean => transitions[from].includes(to);

/** The states from which a run may become `to`: the condition of a compare-and-set. */
export const sourcesOf = (to: RunStatus): RunStatus[] =>
  (Object.keys(transitions) as RunStatus[]).filter((from) => canBecome(from, to));

export const unfinishedStatuses = (Object.keys(transitions) as RunStatus[]).filter((status) => !isFinal(status));

/** What the runner's word about an attempt makes of its run, if no further attempt follows. */
export function statusOf(state: Pick<AttemptState, 'phase' | 'outcome' | 'exitCode'>): RunStatus {
  if (state.phase !== 'ended') return state.phase;
  switch (state.outcome) {
    case 'exited':
      return state.exitCode === 0 ? 'succeeded' : 'failed';
    case 'cancelled':
      return 'cancelled';
    case 'timed-out':
      return 'timed-out';
    case 'lost':
      return 'lost';
    default:
      return 'failed';
  }
}
