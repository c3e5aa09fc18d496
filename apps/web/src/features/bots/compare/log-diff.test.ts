import { describe, expect, it } from 'vitest';
import { diffRows } from './log-diff.js';

const told = (rows: ReturnType<typeof diffRows>) =>
  rows.map(({ kind, left, right, text }) => [kind, left, right, text]);

describe('diffRows', () => {
  it('numbers the lines of each log', () => {
    const rows = diffRows([
      { kind: 'same', leftSeq: 1, rightSeq: 1, count: 1, lines: ['a'] },
      { kind: 'left', leftSeq: 2, rightSeq: 2, count: 1, lines: ['\x1b[31mwas\x1b[0m'] },
      { kind: 'right', leftSeq: 3, rightSeq: 2, count: 2, lines: ['is', 'now'] },
    ]);
    expect(told(rows)).toEqual([
      ['same', 1, 1, 'a'],
      ['left', 2, null, 'was'],
      ['right', null, 2, 'is'],
      ['right', null, 3, 'now'],
    ]);
  });

  it('says how many lines are left out', () => {
    const rows = diffRows([
      { kind: 'same', leftSeq: 1, rightSeq: 1, count: 1200, lines: [] },
      { kind: 'same', leftSeq: 1201, rightSeq: 1201, count: 1, lines: ['near'] },
      { kind: 'left', leftSeq: 1202, rightSeq: 1202, count: 1, lines: ['gone'] },
      { kind: 'same', leftSeq: 1203, rightSeq: 1202, count: 1, lines: [] },
    ]);
    expect(told(rows)).toEqual([
      ['gap', null, null, '1,200 lines are the same'],
      ['same', 1201, 1201, 'near'],
      ['left', 1202, null, 'gone'],
      ['gap', null, null, '1 line is the same'],
    ]);
  });
});
