import { describe, expect, it } from 'vitest';
import { changedBytes } from './byte-difference.js';

const noise = Uint8Array.from({ length: 5000 }, (_, n) => (n * 7919 + (n >> 3) * 31 + ((n * n) % 251)) & 0xff);

function splice(bytes: Uint8Array, at: number, gone: number, come: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, at), ...come, ...bytes.subarray(at + gone)]);
}

describe('changed bytes', () => {
  it('are none where nothing changed, and all where there was nothing', () => {
    expect(changedBytes(noise, noise)).toBe(0);
    expect(changedBytes(new Uint8Array(0), noise)).toBe(5000);
    expect(changedBytes(noise, new Uint8Array(0))).toBe(5000);
  });

  it('are counted place by place, what moved along left out', () => {
    const two = splice(splice(noise, 4000, 1, [noise[4000]! ^ 0xff]), 100, 1, [noise[100]! ^ 0xff]);
    expect(changedBytes(noise, two)).toBe(2);
    const longer = splice(two, 2000, 0, [1, 2, 3, 4, 5, 6]);
    expect(changedBytes(noise, longer)).toBeGreaterThanOrEqual(6);
    expect(changedBytes(noise, longer)).toBeLessThan(12);
    expect(changedBytes(longer, noise)).toBeLessThan(12);
  });
});
