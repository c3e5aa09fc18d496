import { retry } from '@bothy/contracts';
import { expect, it } from 'vitest';
import { retryDelayMs } from './retry-policy.js';

it('tries again as often and as late as it says, and for no other reason', () => {
  const steady = retry.parse({ attempts: 3, backoff: 2 });
  expect([1, 2, 3].map((attempt) => retryDelayMs(steady, attempt, 'failed'))).toEqual([2000, 2000, null]);
  expect(retryDelayMs(steady, 1, 'lost')).toBeNull();
  expect(retryDelayMs(steady, 1, 'cancelled')).toBeNull();
  expect(retryDelayMs(null, 1, 'failed')).toBeNull();
  const growing = retry.parse({ attempts: 9, backoff: { seconds: 1, factor: 3, maxSeconds: 20 }, on: ['lost'] });
  expect([1, 2, 3, 4].map((attempt) => retryDelayMs(growing, attempt, 'lost'))).toEqual([1000, 3000, 9000, 20_000]);
  expect(retryDelayMs(growing, 1, 'failed')).toBeNull();
});
