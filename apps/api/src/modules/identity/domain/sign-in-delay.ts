/** How much may fail before it has to wait, and how the wait grows. Times in milliseconds. */
export interface DelayRule {
  readonly free: number;
  readonly firstMs: number;
  readonly mostMs: number;
}

/** What stays of failed sign-ins. */
export interface Failures {
  readonly failures: number;
  readonly lastAt: string;
  readonly blockedUntil: string;
}

/** After so long without a failure they are forgotten. */
export const forgottenAfterMs = 24 * 60 * 60 * 1000;

/** One more failure: from the last free one on the wait doubles with each. Never for good: it has a longest. */
export const withFailure = (before: Failures | null, rule: DelayRule, now: Date): Failures => {
  const isFresh = before !== null && now.getTime() - Date.parse(before.lastAt) < forgottenAfterMs;
  const failures = (isFresh ? before.failures : 0) + 1;
  const beyond = failures - rule.free;
  const waitMs = beyond < 0 ? 0 : Math.min(rule.mostMs, rule.firstMs * 2 ** Math.min(beyond, 30));
  return { failures, lastAt: now.toISOString(), blockedUntil: new Date(now.getTime() + waitMs).toISOString() };
};
