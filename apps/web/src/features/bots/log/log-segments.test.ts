import { describe, expect, it } from 'vitest';
import { piecesOf } from './log-segments.js';
import { SeqList } from './seq-list.js';

const line = (text: string) => ({ seq: 1, at: '2026-01-01T00:00:00.000Z', stream: 'stdout' as const, text });

describe('piecesOf', () => {
  it('marks hits, also over a change of colour', () => {
    const pieces = piecesOf(line('a \x1b[31mRe\x1b[32mtry\x1b[0m now'), 'retry');
    expect(pieces.map((piece) => [piece.text, piece.classes, piece.hit])).toEqual([
      ['a ', '', false],
      ['Re', 'a1', true],
      ['try', 'a2', true],
      [' now', '', false],
    ]);
  });

  it('loses no text', () => {
    const pieces = piecesOf(line('xx retry x retry'), 'x');
    expect(pieces.map((piece) => piece.text).join('')).toBe('xx retry x retry');
    expect(pieces.filter((piece) => piece.hit)).toHaveLength(3);
  });
});

describe('SeqList', () => {
  it('grows, keeps order and finds places', () => {
    const list = new SeqList();
    for (let seq = 2; seq <= 10_000; seq += 2) list.push(seq);
    list.push(4);
    expect(list.length).toBe(5000);
    expect(list.at(4999)).toBe(10_000);
    expect(list.indexOf(7)).toBe(3);
  });
});
