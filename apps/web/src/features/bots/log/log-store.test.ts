import type { LogLine } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { LogStore } from './log-store.js';

const lines = (from: number, to: number, text = 'x'): LogLine[] =>
  Array.from({ length: to - from + 1 }, (_, n) => ({
    seq: from + n,
    at: '2026-01-01T00:00:00.000Z',
    stream: 'stdout',
    text,
  }));

describe('LogStore', () => {
  it('counts every line and keeps 20,000 of a million', () => {
    const store = new LogStore();
    for (let from = 1; from <= 1_000_000; from += 5000) store.add(lines(from, from + 4999));
    expect(store.lineCount).toBe(1_000_000);
    expect(store.held).toBeLessThanOrEqual(20_000);
    expect(store.line(1_000_000)?.seq).toBe(1_000_000);
    expect(store.line(1)).toBeUndefined();
    expect(store.missing(1, 600)).toEqual([0, 1]);
  });

  it('keeps what is looked at while lines pour in', () => {
    const store = new LogStore();
    store.add(lines(1, 500));
    for (let from = 501; from <= 60_500; from += 500) {
      expect(store.missing(1, 40)).toEqual([]);
      store.add(lines(from, from + 499));
    }
    expect(store.line(40)?.seq).toBe(40);
  });

  it('knows a page with a hole', () => {
    const store = new LogStore();
    store.add(lines(1, 100));
    store.add(lines(120, 130));
    expect(store.missing(1, 130)).toEqual([0]);
    store.add(lines(101, 119));
    expect(store.missing(1, 130)).toEqual([]);
  });

  it('takes a line twice without harm', () => {
    const store = new LogStore();
    store.add(lines(1, 10));
    store.add(lines(5, 12));
    expect(store.held).toBe(12);
    expect(store.missing(1, 12)).toEqual([]);
  });

  it('keeps fewer lines when they are long', () => {
    const store = new LogStore();
    store.add(lines(1, 5000, 'y'.repeat(16_384)));
    expect(store.held).toBeLessThanOrEqual(2000);
    expect(store.line(5000)?.seq).toBe(5000);
  });
});
