import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LinkToRedis } from '../../testing/link-to-redis.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { ManualClock } from '../clock/manual-clock.js';
import { MemoryThrottleStore } from './memory-throttle-store.js';
import { RedisThrottleStore } from './redis-throttle-store.js';
import { throttleStoreContract } from './throttle-store.contract.js';

const redisUrl = process.env['BOTHY_TEST_REDIS_URL'] ?? '';
const isThere = redisUrl !== '' || process.env['BOTHY_TEST_REQUIRE'] === 'all';
const longMs = 600_000;
/** All keys of this run, and of nobody else. */
const house = `${randomUUID()}.test`;

const opened: RedisThrottleStore[] = [];
const open = async (url = redisUrl, prefix = `bothy:${house}:${randomUUID()}:`) => {
  const store = await RedisThrottleStore.open(url, prefix, new MemoryThrottleStore(new ManualClock()));
  opened.push(store);
  return store;
};

afterAll(async () => {
  for (const store of opened) store.onApplicationShutdown();
  if (redisUrl === '') return;
  const redis = new Redis(redisUrl);
  for await (const keys of redis.scanStream({ match: `bothy:${house}:*` }) as AsyncIterable<string[]>)
    if (keys.length > 0) await redis.del(...keys);
  await redis.quit();
});

describe.skipIf(!isThere)('with Redis (BOTHY_TEST_REDIS_URL)', () => {
  throttleStoreContract('Redis', async () => ({
    store: await open(),
    pass: async (milliseconds) => void (await sleep(milliseconds + 50)),
  }));

  it('keeps neither addresses nor accounts, and nothing beyond the window', async () => {
    const prefix = `bothy:${house}:${randomUUID()}:`;
    await (await open(redisUrl, prefix)).increment('sign-in:192.0.2.7|ada@example.test', longMs, 1);
    const redis = new Redis(redisUrl);
    const keys = await redis.keys(`${prefix}*`);
    expect(keys).toHaveLength(1);
    expect(keys.join()).not.toMatch(/192|ada/);
    expect(await redis.pttl(keys[0] ?? '')).toBeGreaterThan(0);
    await redis.quit();
  });

  describe('over a connection that fails', () => {
    let link: LinkToRedis;
    const warnings: string[] = [];
    beforeEach(async () => {
      link = await LinkToRedis.open(redisUrl);
      warnings.length = 0;
      const note = (message: unknown) => void warnings.push(String(message));
      Logger.overrideLogger({ log: note, warn: note, error: note });
    });
    afterEach(async () => {
      Logger.overrideLogger(false);
      await link.close();
    });

    /** Counts until the shared count goes on; each attempt has an answer, whether shared or not. */
    const untilBack = (store: RedisThrottleStore, key: string, direct: RedisThrottleStore) =>
      expect
        .poll(
          async () => {
            const { totalHits } = await store.increment(key, longMs, 1);
            return (await direct.increment(key, longMs, 1)).totalHits === totalHits + 1;
          },
          { timeout: 20_000, interval: 200 },
        )
        .toBe(true);

    it.each(['cut', 'silent'] as const)(
      'counts by itself while it is %s, says so once, and comes back',
      async (way) => {
        const prefix = `bothy:${house}:${randomUUID()}:`;
        const [store, direct] = [await open(link.url, prefix), await open(redisUrl, prefix)];
        const key = randomUUID();
        for (let index = 0; index < 5; index += 1) await direct.increment(key, longMs, 1);
        expect((await store.increment(key, longMs, 1)).totalHits).toBe(6);
        link.fail(way);
        // Nobody answers any more, and yet each of these has an answer.
        const hits: number[] = [];
        for (let index = 0; index < 3; index += 1) hits.push((await store.increment(key, longMs, 1)).totalHits);
        expect(hits).toEqual([1, 2, 3]);
        expect(await store.check().catch((error: Error) => error.message)).toMatch(/^Redis does not answer/);
        link.mend();
        await untilBack(store, key, direct);
        expect(warnings.filter((line) => line.startsWith('Redis is lost'))).toHaveLength(1);
        expect(warnings.filter((line) => line.startsWith('Redis is back'))).toHaveLength(1);
        expect(await store.check()).toBeUndefined();
      },
    );

    it('starts without it, and finds it later', async () => {
      link.fail('cut');
      const prefix = `bothy:${house}:${randomUUID()}:`;
      const [store, direct] = [await open(link.url, prefix), await open(redisUrl, prefix)];
      const key = randomUUID();
      expect((await store.increment(key, longMs, 1)).totalHits).toBe(1);
      link.mend();
      await untilBack(store, key, direct);
    });
  });

  describe('two servers', () => {
    const servers: TestApp[] = [];
    const start = async (overrides: Record<string, string>) => {
      const server = await startTestApp({ BOTHY_PUBLIC_URL: `http://${house}`, ...overrides });
      servers.push(server);
      return server;
    };
    afterEach(async () => {
      for (const server of servers.splice(0)) await server.remove();
    });

    it('share one count', async () => {
      const overrides = { REDIS_URL: redisUrl, BOTHY_LIMIT_ANONYMOUS: '5' };
      const [one, two] = [await start(overrides), await start(overrides)];
      const statuses: number[] = [];
      for (const server of [one, two, one, two, one, two, one])
        statuses.push((await server.call('GET', '/api/setup')).status);
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
      expect((await one.call('GET', '/health/ready')).json.checks.redis).toEqual({ status: 'ok' });
    });

    it('stay up when Redis is not, each with a count of its own', async () => {
      const link = await LinkToRedis.open(redisUrl);
      const server = await start({ REDIS_URL: link.url, BOTHY_LIMIT_ANONYMOUS: '3' });
      const before = await server.call('GET', '/health/ready');
      expect(before.json.checks.redis).toEqual({ status: 'ok' });
      link.fail('cut');
      const statuses: number[] = [];
      for (let index = 0; index < 4; index += 1) statuses.push((await server.call('GET', '/api/setup')).status);
      expect(statuses).toEqual([200, 200, 200, 429]);
      const after = await server.call('GET', '/health/ready');
      expect(after.json.checks.redis).toEqual({ status: 'failing', message: expect.not.stringMatching(/\d/) });
      // Where all servers stopped to be ready with it, nobody would be there at all.
      expect([after.status, after.json.status]).toEqual([before.status, before.json.status]);
      await link.close();
    });
  });
});
