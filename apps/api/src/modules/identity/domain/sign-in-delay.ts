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

/** Half of them are forgotten in so long, so that a household that mistypes now and then is never held. */
const halfLifeMs = 60 * 60 * 1000;
/** By then nothing that counts is left. */
export const forgottenAfterMs = 24 * 60 * 60 * 1000;

/** One more failure: from the last free one on the wait doubles with each. Never for good: it has a longest. */
export const withFailure = (before: Failures | null, rule: DelayRule, now: Date): Failures => {
  const failures = remaining(before, now) + 1;
  return { failures, lastAt: now.toISOString(), blockedUntil: until(failures, rule, now) };
};

/** One failure fewer, because the try that was counted as one turned out right: whoever waits for it need not. */
export const withoutFailure = (before: Failures, now: Date): Failures => ({
  failures: Math.max(0, before.failures - 1),
  lastAt: before.lastAt,
  blockedUntil: now.toISOString(),
});

const remaining = (before: Failures | null, now: Date): number => {
  if (before === null) return 0;
  const elapsedMs = Math.max(0, now.getTime() - Date.parse(before.lastAt));
  // Rounded, for cutting off would forget one with every moment that passes.
  return Math.round(before.failures * 0.5 ** (elapsedMs / halfLifeMs));
};

const until = (failures: number, rule: DelayRule, now: Date): string => {
  const beyond = failures - rule.free;
  const waitMs = beyond < 0 ? 0 : Math.min(rule.mostMs, rule.firstMs * 2 ** Math.min(beyond, 30));
  return new Date(now.getTime() + waitMs).toISOString();
};
