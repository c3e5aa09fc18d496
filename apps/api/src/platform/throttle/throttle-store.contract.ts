import { describe, expect, it } from 'vitest';
import type { ThrottleStore } from './throttle-store.js';

export interface StoreUnderTest {
  readonly store: ThrottleStore;
  /** Lets time pass for all that was counted. */
  pass(milliseconds: number): Promise<void>;
}

const longMs = 600_000;

/** What every store must do. */
export const throttleStoreContract = (name: string, make: () => Promise<StoreUnderTest>): void => {
  describe(`throttle store: ${name}`, () => {
    it('counts up to the limit, and says when it ends', async () => {
      const { store } = await make();
      const records = [];
      for (let hit = 0; hit < 4; hit += 1) records.push(await store.increment('a', longMs, 3));
      expect(records.map(({ totalHits, isBlocked }) => [totalHits, isBlocked])).toEqual([
        [1, false],
        [2, false],
        [3, false],
        [4, true],
      ]);
      for (const { timeToExpire, timeToBlockExpire } of records) {
        expect(timeToExpire).toBeGreaterThan(0);
        expect(timeToExpire).toBeLessThanOrEqual(longMs / 1000);
        expect(timeToBlockExpire).toBe(timeToExpire);
      }
    });

    it('keeps keys apart, however long or odd they are', async () => {
      const { store } = await make();
      const keys = ['a', 'a ', 'A', 'é', '', 'a:b', 'x'.repeat(10_000), `${'x'.repeat(10_000)}y`, '{a}\n'];
      for (const key of keys) expect((await store.increment(key, longMs, 1)).totalHits).toBe(1);
      for (const key of keys) expect((await store.increment(key, longMs, 1)).isBlocked).toBe(true);
    });

    it('loses no hit of many at once', async () => {
      const { store } = await make();
      const records = await Promise.all(Array.from({ length: 200 }, () => store.increment('many', longMs, 50)));
      expect(records.map(({ totalHits }) => totalHits).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 200 }, (_unused, index) => index + 1),
      );
      expect(records.filter(({ isBlocked }) => isBlocked)).toHaveLength(150);
    });

    it('begins anew behind the window', async () => {
      const { store, pass } = await make();
      await store.increment('a', 100, 1);
      await pass(100);
      expect(await store.increment('a', longMs, 1)).toMatchObject({ totalHits: 1, isBlocked: false });
      expect(await store.increment('a', 1, 1)).toMatchObject({ totalHits: 2, isBlocked: true });
      // A later hit moves no window: this one is still long.
      await pass(1);
      expect(await store.increment('a', 1, 1)).toMatchObject({ totalHits: 3, isBlocked: true });
    });
  });
};
