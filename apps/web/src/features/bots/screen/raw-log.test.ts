import { describe, expect, it } from 'vitest';
import { RawLog, replayedBytes } from './raw-log.js';

/** A server that holds a log, and refuses what HTTP has it refuse. */
function logOf(size: number) {
  const state = { bytes: Uint8Array.from({ length: size }, (_, n) => n % 251), asked: 0 };
  const fetchRange = async (range: string): Promise<Response> => {
    state.asked += 1;
    const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
    const total = state.bytes.length;
    const from = first ? Number(first) : Math.max(0, total - Number(last));
    const to = first && last ? Math.min(total, Number(last) + 1) : total;
    if (from >= total) throw new Error('416');
    return new Response(state.bytes.slice(from, to), {
      status: 206,
      headers: { 'content-range': `bytes ${from}-${to - 1}/*` },
    });
  };
  return { state, fetchRange };
}

describe('RawLog', () => {
  it('reads each byte once, however it grows', async () => {
    const { state, fetchRange } = logOf(10);
    const taken: number[] = [];
    const log = new RawLog(fetchRange, async (bytes) => void taken.push(...bytes));
    await log.readOn();
    expect(taken).toEqual([...state.bytes]);
    await log.readOn();
    expect(taken).toHaveLength(10);
    state.bytes = Uint8Array.from({ length: 40 }, (_, n) => n);
    await Promise.all([log.readOn(), log.readOn(), log.readOn()]);
    expect(taken.slice(10)).toEqual(Array.from({ length: 30 }, (_, n) => n + 10));
  });

  it('leaves out the beginning of a long one, and says so', async () => {
    const { fetchRange } = logOf(replayedBytes + 123);
    let taken = 0;
    const log = new RawLog(fetchRange, async (bytes) => void (taken += bytes.length));
    await log.readOn();
    expect([taken, log.skippedBytes]).toEqual([replayedBytes, 123]);
  });

  it('takes up what grew by more than it asks for at once', async () => {
    const { state, fetchRange } = logOf(5);
    let taken = 0;
    const log = new RawLog(fetchRange, async (bytes) => void (taken += bytes.length));
    await log.readOn();
    state.bytes = new Uint8Array(2_500_000);
    await log.readOn();
    expect(taken).toBe(2_500_000);
  });
});
