import type { Clock } from '../clock/clock.js';
import type { Config } from '../config/config.js';
import type { HealthChecks } from '../health/health-checks.js';
import { MemoryThrottleStore } from './memory-throttle-store.js';
import type { ThrottleStore } from './throttle-store.js';

/** The library of Redis is loaded only where there is one. */
export const openThrottleStore = async (config: Config, clock: Clock, health: HealthChecks): Promise<ThrottleStore> => {
  const memory = new MemoryThrottleStore(clock);
  if (config.redisUrl === null) return memory;
  const { RedisThrottleStore } = await import('./redis-throttle-store.js');
  // What all servers of one house have in common is how people reach it.
  const prefix = `bothy:${new URL(config.publicUrl).host}:throttle:`;
  const store = await RedisThrottleStore.open(config.redisUrl, prefix, memory);
  health.add('redis', () => store.check(), { needed: false });
  return store;
};
