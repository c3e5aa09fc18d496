import { createHash } from 'node:crypto';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { ThrottleStore, type ThrottleRecord } from './throttle-store.js';

/** In one step: a count that was made and never given an end would block for ever. Answers hits and milliseconds left. */
const countHit = `
local hits = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { hits, left }
`;

/** Requests wait for the answer, and no count is worth more than this. */
const answerTimeoutMs = 200;
/** For what happens behind the scenes: to connect, and to hear that Redis is ready. */
const connectTimeoutMs = 1000;
/** So long after a failure nobody asks: a Redis that hangs must not slow down each request. */
const restMs = 2000;
const longestReconnectMs = 5000;

/**
 * Counts in Redis, for several servers together. While Redis is away each server counts on its own, as it would alone:
 * limits are then looser, and nobody is kept out.
 */
export class RedisThrottleStore extends ThrottleStore implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisThrottleStore.name);
  /** In `performance.now()`; null while Redis answers. */
  private restsUntil: number | null = null;

  private constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
    private readonly fallback: ThrottleStore,
  ) {
    super();
    // Each failure is also told as an event, which would end the process if nobody listened. What matters of it is
    // seen by the next count.
    redis.on('error', () => {});
  }

  /** A Redis that is away now is found later. @param prefix of all keys; servers that count together have the same. */
  static async open(url: string, prefix: string, fallback: ThrottleStore): Promise<RedisThrottleStore> {
    const redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: connectTimeoutMs,
      commandTimeout: connectTimeoutMs,
      maxRetriesPerRequest: 0,
      // What was not answered was counted elsewhere.
      autoResendUnfulfilledCommands: false,
      // While there is no connection a command fails at once, and the fallback counts.
      enableOfflineQueue: false,
      retryStrategy: (attempt) => Math.min(attempt * 200, longestReconnectMs),
    });
    const store = new RedisThrottleStore(redis, prefix, fallback);
    await redis.connect().catch((error: unknown) => store.noteFailure(error));
    return store;
  }

  async increment(key: string, ttlMs: number, limit: number): Promise<ThrottleRecord> {
    if (this.restsUntil !== null && performance.now() < this.restsUntil) {
      return this.fallback.increment(key, ttlMs, limit);
    }
    try {
      const record = await this.count(key, ttlMs, limit);
      this.noteBack();
      return record;
    } catch (error) {
      this.noteFailure(error);
      return this.fallback.increment(key, ttlMs, limit);
    }
  }

  /** @throws Error when Redis does not answer; its message is public. */
  async check(): Promise<void> {
    try {
      await this.inTime(this.redis.ping());
    } catch (error) {
      throw new Error('Redis does not answer: each server counts requests on its own.', { cause: error });
    }
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private async count(key: string, ttlMs: number, limit: number): Promise<ThrottleRecord> {
    const answer = this.redis.eval(countHit, 1, this.nameOf(key), ttlMs) as Promise<[number, number]>;
    const [totalHits, leftMs] = await this.inTime(answer);
    const seconds = Math.max(1, Math.ceil(leftMs / 1000));
    return { totalHits, timeToExpire: seconds, isBlocked: totalHits > limit, timeToBlockExpire: seconds };
  }

  /** A connection that swallows what is sent may look alive for a quarter of an hour: a late answer ends it. */
  private async inTime<T>(answer: Promise<T>): Promise<T> {
    let isAnswered = false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const giveUp = () => {
        reject(new Error('Redis did not answer in time.'));
        if (this.redis.status === 'ready') this.redis.disconnect(true);
      };
      // Where it was this process that had no time, the answer lies there already and is read first.
      timer = setTimeout(() => setImmediate(() => isAnswered || giveUp()), answerTimeoutMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      isAnswered = true;
      clearTimeout(timer);
    }
  }

  /** Keys hold addresses of people, which are nobody's business there, and are as long as a client likes. */
  private nameOf(key: string): string {
    return `${this.prefix}${createHash('sha256').update(key).digest('base64url')}`;
  }

  private noteFailure(error: unknown): void {
    const isNew = this.restsUntil === null;
    this.restsUntil = performance.now() + restMs;
    if (!isNew) return;
    // Without the message, which may hold the address and its password.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it does not answer';
    this.logger.warn(`Redis is lost (${code}): each server counts requests on its own until it is back.`);
  }

  private noteBack(): void {
    if (this.restsUntil !== null) this.logger.log('Redis is back: requests are counted for all servers together.');
    this.restsUntil = null;
  }
}
