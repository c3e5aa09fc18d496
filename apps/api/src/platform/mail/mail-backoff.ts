const firstMs = 30_000;
const longestMs = 60 * 60 * 1000;

/**
 * How long to wait after an attempt failed: twice as long each time up to an hour, give or take half, so that mails
 * that failed together do not come back together.
 *
 * @param attempt from 1 on.
 * @param chance from 0 up to, but not including, 1.
 */
export const backoffMs = (attempt: number, chance: number): number =>
  Math.round(Math.min(firstMs * 2 ** (attempt - 1), longestMs) * (0.5 + chance));
