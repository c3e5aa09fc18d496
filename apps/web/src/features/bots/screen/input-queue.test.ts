import { describe, expect, it } from 'vitest';
import { InputQueue } from './input-queue.js';

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('InputQueue', () => {
  it('keeps the order, and gathers what is typed meanwhile', async () => {
    const sent: string[] = [];
    let arrive = () => {};
    const queue = new InputQueue(
      (text) => (sent.push(text), new Promise<void>((resolve) => (arrive = resolve))),
      () => expect.unreachable(),
    );
    for (const key of 'yes\r') queue.type(key);
    expect(sent).toEqual(['y']);
    arrive();
    await settled();
    expect(sent).toEqual(['y', 'es\r']);
    arrive();
    await settled();
    queue.type('n');
    expect(sent.at(-1)).toBe('n');
  });

  it('cuts what is pasted, but no character', async () => {
    const sent: string[] = [];
    const queue = new InputQueue(
      async (text) => void sent.push(text),
      () => expect.unreachable(),
    );
    const long = 'x'.repeat(32_767) + '🐚'.repeat(10);
    queue.type(long);
    await settled();
    expect(sent.map((piece) => piece.length)).toEqual([32_767, 20]);
    expect(sent.join('')).toBe(long);
  });

  it('gives up what waited behind a failure, and goes on afterwards', async () => {
    const errors: unknown[] = [];
    const sent: string[] = [];
    let broken = true;
    const queue = new InputQueue(
      async (text) => {
        if (broken) throw new Error('gone');
        sent.push(text);
      },
      (error) => errors.push(error),
    );
    queue.type('a');
    queue.type('b');
    await settled();
    expect(errors).toHaveLength(1);
    broken = false;
    queue.type('c');
    await settled();
    expect(sent).toEqual(['c']);
  });
});
