import { setTimeout as sleep } from 'node:timers/promises';
import { Unreachable } from './bothy-client.js';

const firstWaitMs = 250;
const longestWaitMs = 5_000;

/**
 * Asks again while the server is away: a restart, an upgrade, a proxy that hiccups.
 *
 * @param onAway called once, at the first failure
 * @throws Unreachable when it has been away for `patienceMs`
 */
export async function patiently<T>(
  ask: () => Promise<T>,
  patienceMs: number,
  onAway: (reason: string) => void = () => undefined,
): Promise<T> {
  const until = Date.now() + patienceMs;
  for (let waitMs = firstWaitMs, tries = 0; ; waitMs = Math.min(2 * waitMs, longestWaitMs), tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unreachable) || Date.now() + waitMs > until) throw error;
      if (tries === 0) onAway(error.message);
      // Spread out, so that a thousand callers do not come back in the same millisecond.
      await sleep(waitMs * (0.75 + Math.random() / 2));
    }
  }
}
