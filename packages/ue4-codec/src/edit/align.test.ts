import { describe, expect, it } from 'vitest';
import { alignList } from './align.js';

function aligned(before: string, after: string): { pairs: string[]; removed: string; added: string; looks: number } {
  let looks = 0;
  const alignment = alignList(before.length, after.length, (i, j) => {
    looks += 1;
    return before[i] === after[j];
  });
  return {
    pairs: alignment.pairs.flatMap(([i, j]) => (before[i] === after[j] ? [] : [`${before[i]}${after[j]}`])),
    removed: alignment.removed.map((i) => before[i]).join(''),
    added: alignment.added.map((j) => after[j]).join(''),
    looks,
  };
}

describe('elements of two lists', () => {
  it.each([
    ['abcdef', 'abcdef', [], '', ''],
    ['abcdef', 'abXdef', ['cX'], '', ''],
    ['abcdef', 'bcdef', [], 'a', ''],
    ['abcdef', 'acdf', [], 'be', ''],
    ['abcdef', 'abXcdef', [], '', 'X'],
    ['abcdef', 'abdefX', [], 'c', 'X'],
    ['abcdef', 'Xabdef', [], 'c', 'X'],
    ['abcdef', 'XYcdef', ['aX', 'bY'], '', ''],
    ['', 'ab', [], '', 'ab'],
    ['ab', '', [], 'ab', ''],
  ])('%s and %s', (before, after, pairs, removed, added) => {
    expect(aligned(before, after)).toMatchObject({ pairs, removed, added });
  });

  it('are not compared with one another without end', () => {
    const long = (count: number, first: number) =>
      Array.from({ length: count }, (_, i) => String.fromCharCode(first + i)).join('');
    expect(aligned(long(20_000, 0x100), long(10_000, 0x6000)).looks).toBeLessThan(1_200_000);
  });
});
