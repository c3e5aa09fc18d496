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

describe('pieces of a line', () => {
  const piece = (seq: number, text: string, partial?: true, stream: 'stdout' | 'stderr' = 'stdout') => ({
    ...line(text),
    seq,
    stream,
    ...(partial && { partial }),
  });
  const classesOf = (lines: ReturnType<typeof piece>[], seq: number) =>
    piecesOf(lines[seq - 1]!, '', (at) => lines[at - 1]).map((each) => [each.text, each.classes]);

  it('go on in the colours of the one before, past lines of the other stream', () => {
    const lines = [
      piece(1, 'a \x1b[31mred', true),
      piece(2, 'noise', undefined, 'stderr'),
      piece(3, ' still red', true),
      piece(4, ' and\x1b[0m plain'),
      piece(5, 'next'),
    ];
    expect(classesOf(lines, 4)).toEqual([
      [' and', 'a1'],
      [' plain', ''],
    ]);
    expect(classesOf(lines, 3)).toEqual([[' still red', 'a1']]);
    expect(classesOf(lines, 2)).toEqual([['noise', '']]);
    expect(classesOf(lines, 5)).toEqual([['next', '']]);
  });

  it('are drawn anew once the piece before is here', () => {
    const lines = [piece(1, '\x1b[32mgreen', true), piece(2, 'more')];
    expect(piecesOf(lines[1]!, '')[0]?.classes).toBe('');
    expect(classesOf(lines, 2)).toEqual([['more', 'a2']]);
  });
});

describe('masked secrets', () => {
  it('stand apart with their names', () => {
    const pieces = piecesOf(line('token [masked: REGISTRY_TOKEN] and \x1b[1m[masked: B, C_D]\x1b[0m.'), '');
    expect(pieces.map((piece) => [piece.text, piece.masked])).toEqual([
      ['token ', undefined],
      ['[masked: REGISTRY_TOKEN]', 'REGISTRY_TOKEN'],
      [' and ', undefined],
      ['[masked: B, C_D]', 'B, C_D'],
      ['.', undefined],
    ]);
  });

  it('are hit as a whole', () => {
    const pieces = piecesOf(line('is [masked: TOKEN] here'), 'token');
    expect(pieces.filter((piece) => piece.hit).map((piece) => piece.masked)).toEqual(['TOKEN']);
    expect(pieces.map((piece) => piece.text).join('')).toBe('is [masked: TOKEN] here');
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

  it('takes what came before in front', () => {
    const list = new SeqList();
    for (const seq of [50, 60]) list.push(seq);
    list.prepend([10, 20]);
    expect([0, 1, 2, 3].map((n) => list.at(n))).toEqual([10, 20, 50, 60]);
    list.push(70);
    expect([list.length, list.at(4)]).toEqual([5, 70]);
  });
});
