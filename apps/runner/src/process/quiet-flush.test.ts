import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineFramer } from '../log/line-framer.js';
import { QuietFlush } from './quiet-flush.js';

let given: string[];
let framer: LineFramer;
let quiet: QuietFlush;
beforeEach(() => {
  vi.useFakeTimers();
  given = [];
  framer = new LineFramer((head, body) => given.push(`${head.toString()}${body.toString()}`));
  quiet = new QuietFlush(framer);
});
afterEach(() => vi.useRealTimers());

function read(text: string): void {
  const chunk = Buffer.from(text);
  framer.push(chunk);
  quiet.afterRead(chunk);
}

/** Reads the same every so often. */
function readEvery(ms: number, text: string, times: number): void {
  for (let at = 0; at < times; at++) {
    read(text);
    vi.advanceTimersByTime(ms);
  }
}

const bulk = 'x'.repeat(4096);

describe('an unfinished line', () => {
  it('is given out every 50 ms while more of it keeps coming', () => {
    readEvery(10, '\r/', 40);
    expect(given.length).toBeGreaterThanOrEqual(6);
    expect(given.every((piece) => piece.length <= 2 * 7)).toBe(true);
  });

  it('is one line when its end comes within 50 ms', () => {
    read('a ');
    vi.advanceTimersByTime(45);
    read('line\n');
    vi.advanceTimersByTime(2000);
    expect(given).toEqual(['a line\n']);
  });

  it('has 50 ms of its own, whatever the line before it took', () => {
    readEvery(40, 'begin', 1);
    readEvery(40, ' end\nbegin', 20);
    expect(given).toEqual(Array<string>(20).fill('begin end\n'));
  });

  it('waits for a second of silence where the pipe cut it', () => {
    readEvery(900, bulk, 3);
    expect(given).toEqual([]);
    vi.advanceTimersByTime(101);
    expect(given).toEqual([bulk.repeat(3)]);
  });

  it('waits 50 ms when the last of it was a small read', () => {
    read(bulk);
    readEvery(11, '\r/', 7);
    expect(given).toEqual([`${bulk}${'\r/'.repeat(5)}`]);
  });

  it('is decided on after what waited to be read during a stall', () => {
    read('a ');
    vi.advanceTimersByTime(40);
    // Timers come before reads, and reads before what was set to be immediate.
    setTimeout(() => read('line\nand'), 10);
    vi.advanceTimersByTime(10);
    vi.advanceTimersByTime(40);
    expect(given).toEqual(['a line\n']);
    vi.advanceTimersByTime(20);
    expect(given).toEqual(['a line\n', 'and']);
  });

  it('stays where it is during a hold', () => {
    read('a ');
    quiet.cancel();
    vi.advanceTimersByTime(2000);
    expect(given).toEqual([]);
    quiet.afterHold();
    vi.advanceTimersByTime(1001);
    expect(given).toEqual(['a ']);
  });
});
