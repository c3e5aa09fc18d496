import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { ThrottleStore, type ThrottleRecord } from './throttle-store.js';

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Beyond so many keys the oldest are forgotten, so that many addresses do not fill the memory. */
const most = 100_000;

@Injectable()
export class MemoryThrottleStore extends ThrottleStore {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly clock: Clock) {
    super();
  }

  increment(key: string, ttlMs: number, limit: number): Promise<ThrottleRecord> {
    const now = this.clock.now().getTime();
    const window = this.windowOf(key, now) ?? this.begin(key, now, ttlMs);
    window.hits += 1;
    const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked: window.hits > limit,
      timeToBlockExpire: seconds,
    });
  }

  private windowOf(key: string, now: number): Window | null {
    const window = this.windows.get(key);
    return window && window.endsAt > now ? window : null;
  }

  private begin(key: string, now: number, ttlMs: number): Window {
    // Taken out first, so that the windows stand in the order in which they began.
    this.windows.delete(key);
    this.makeRoom(now);
    const window = { hits: 0, endsAt: now + ttlMs };
    this.windows.set(key, window);
    return window;
  }

  /** Looks at the oldest only: what a request costs does not grow with how many addresses there are. */
  private makeRoom(now: number): void {
    for (const [key, window] of this.windows) {
      if (window.endsAt > now && this.windows.size < most) return;
      this.windows.delete(key);
    }
  }
}
