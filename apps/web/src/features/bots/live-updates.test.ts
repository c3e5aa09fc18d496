import { QueryClient, QueryObserver } from '@tanstack/vue-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onBotsEvent } from './live-updates.js';

const event = (client: QueryClient) => onBotsEvent(client, 'run', { id: 'r' });

/** A list that is looked at, and how often it was asked for; an answer takes `ms`. */
function watched(client: QueryClient, key: string[], ms = 0) {
  const asked = { times: 0, answered: 0 };
  const stop = new QueryObserver(client, {
    queryKey: key,
    queryFn: async ({ signal }) => {
      asked.times += 1;
      await new Promise((resolve) => setTimeout(resolve, ms));
      if (!signal.aborted) asked.answered += 1;
      return asked.times;
    },
  }).subscribe(() => undefined);
  return { asked, stop };
}

describe('live updates', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.clearAllTimers();
    vi.useRealTimers();
  });

  it('ask for lists once a second, and for the day once in half a minute', async () => {
    const client = new QueryClient();
    const runs = watched(client, ['runs', 'all']);
    const day = watched(client, ['day']);
    await vi.advanceTimersByTimeAsync(60_000);
    for (let n = 0; n < 100; n += 1) {
      event(client);
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    // The first time each was looked at, and then ten seconds of events with one more behind them.
    expect(runs.asked.times - 1).toBeGreaterThanOrEqual(10);
    expect(runs.asked.times - 1).toBeLessThanOrEqual(12);
    expect(day.asked.times - 1).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(day.asked.times - 1).toBe(2);
    runs.stop();
    day.stop();
  });

  it('let a slow answer arrive, and ask once more for what it missed', async () => {
    const client = new QueryClient();
    await vi.advanceTimersByTimeAsync(60_000);
    const runs = watched(client, ['runs', 'all'], 5_000);
    await vi.advanceTimersByTimeAsync(1_000);
    for (let n = 0; n < 3; n += 1) {
      event(client);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await vi.advanceTimersByTimeAsync(20_000);
    expect(runs.asked).toEqual({ times: 2, answered: 2 });
    runs.stop();
  });
});
