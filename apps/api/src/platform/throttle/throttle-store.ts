import type { ThrottlerStorage } from '@nestjs/throttler';

/** The record of the throttler's own port; seconds, rounded up. */
export type ThrottleRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts requests in windows; where several servers answer, they must share it. */
export abstract class ThrottleStore implements ThrottlerStorage {
  /** Counts one more. A window begins with its first request and lasts `ttlMs`. */
  abstract increment(key: string, ttlMs: number, limit: number): Promise<ThrottleRecord>;
}
