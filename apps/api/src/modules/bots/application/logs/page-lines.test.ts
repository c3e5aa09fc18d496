import type { LogLine } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { PageLines } from './page-lines.js';

const line = (seq: number, text: string): LogLine => ({ seq, at: '2026-01-01T00:00:00.000Z', stream: 'stdout', text });
const pageOf = (texts: string[], mostLines: number, mostBytes: number, keepsLast = false) => {
  const page = new PageLines(mostLines, mostBytes, keepsLast);
  texts.forEach((text, at) => page.add(line(at + 1, text)));
  return { seqs: page.lines.map(({ seq }) => seq), isFull: page.isFull };
};

describe('the lines of a page', () => {
  it('are no more than were asked for', () => {
    expect(pageOf(['a', 'b', 'c'], 2, 100)).toEqual({ seqs: [1, 2], isFull: true });
    expect(pageOf(['a', 'b', 'c'], 2, 100, true)).toEqual({ seqs: [2, 3], isFull: false });
    expect(pageOf(['a'], 2, 100)).toEqual({ seqs: [1], isFull: false });
  });

  it('are bounded in bytes, whichever end is kept, with no gap', () => {
    expect(pageOf(['aaaa', 'bbbb', 'ccccc', 'd'], 10, 10).seqs).toEqual([1, 2]);
    expect(pageOf(['aaaa', 'bbbbb', 'cccc', 'd'], 10, 10, true).seqs).toEqual([2, 3, 4]);
    expect(pageOf(['éé', 'é'], 10, 5).seqs).toEqual([1]);
  });

  it('are one at least', () => {
    expect(pageOf(['aaaa', 'b'], 10, 2).seqs).toEqual([1]);
    expect(pageOf(['b', 'aaaa'], 10, 2, true).seqs).toEqual([2]);
  });

  it('are the last of very many', () => {
    const texts = Array.from({ length: 5000 }, () => 'aa');
    expect(pageOf(texts, 100, 20, true).seqs).toEqual(Array.from({ length: 10 }, (_, at) => 4991 + at));
  });
});
