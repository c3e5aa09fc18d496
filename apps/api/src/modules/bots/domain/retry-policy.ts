import type { Retry, RunStatus } from '@bothy/contracts';

/** Milliseconds until the next attempt; null where there is to be none. `attempt` is the one that ended. */
export function retryDelayMs(retry: Retry | null, attempt: number, status: RunStatus): number | null {
  if (retry === null || attempt >= retry.attempts) return null;
  if (!retry.on.some((cause) => cause === status)) return null;
  const { backoff } = retry;
  if (typeof backoff === 'number') return backoff * 1000;
  return Math.min(backoff.seconds * backoff.factor ** (attempt - 1), backoff.maxSeconds) * 1000;
}
