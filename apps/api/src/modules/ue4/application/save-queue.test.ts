import { describe, expect, it } from 'vitest';
import { SaveQueue } from './save-queue.js';

const never = new AbortController().signal;

/** Work that says when it began, and ends when it is told. */
const holding = (queue: SaveQueue, who: string, signal = never) => {
  const state = { began: false, end: () => {}, ended: Promise.resolve() };
  const over = new Promise<void>((resolve) => (state.end = resolve));
  state.ended = queue.hold(who, signal, async () => {
    state.began = true;
    await over;
  });
  return state;
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the queue of saves', () => {
  it('leaves one place to others, whatever one asks for, and passes by who may not go yet', async () => {
    const queue = new SaveQueue();
    const mine = Array.from({ length: 8 }, () => holding(queue, 'me'));
    await settled();
    expect(mine.map(({ began }) => began)).toEqual([true, true, true, ...Array.from({ length: 5 }, () => false)]);
    await expect(queue.hold('me', never, () => Promise.resolve())).rejects.toMatchObject({ code: 'too_many_at_once' });

    const [first, second] = [holding(queue, 'you'), holding(queue, 'you')];
    await settled();
    expect([first.began, second.began]).toEqual([true, false]);
    // The one that waited before belongs to who has three still.
    first.end();
    await settled();
    expect([mine[3]?.began, second.began]).toEqual([false, true]);
    second.end();
    for (const one of mine) one.end();
    await Promise.all([...mine, first, second].map(({ ended }) => ended));
  });

  it('takes nobody else out when one leaves', async () => {
    const queue = new SaveQueue();
    const held = ['a', 'b', 'c', 'd'].map((who) => holding(queue, who));
    const gone = new AbortController();
    const [leaves, stays] = [holding(queue, 'e', gone.signal), holding(queue, 'f')];
    gone.abort();
    await expect(leaves.ended).rejects.toMatchObject({ code: 'request_gone' });
    held[0]?.end();
    await settled();
    expect(stays.began).toBe(true);
    for (const one of [...held, stays]) one.end();
    await Promise.all([...held, stays].map(({ ended }) => ended));
  });
});
