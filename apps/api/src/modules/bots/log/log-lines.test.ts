import { streamCode } from '@bothy/contracts/runner';
import { describe, expect, it } from 'vitest';
import type { Block } from './log-file.js';
import { encodeLogEvent, linesOf, stripEscapes } from './log-lines.js';

const block = (text: string | Buffer, changes: Partial<Block> = {}): Block => {
  const payload = Buffer.from(text);
  const partial = payload.at(-1) !== 10;
  return {
    payload,
    payloadBytes: payload.length,
    offset: 0,
    crc: 0,
    lines: 0,
    firstSeq: 1,
    at: Date.UTC(2026, 10, 21, 12),
    stream: streamCode.stdout,
    partial,
    ...changes,
  };
};

const linesIn = (event: Buffer | null): unknown => {
  const [, data] = /^id: .*\nevent: log\ndata: (.*)\n\n$/s.exec(event!.toString())!;
  return (JSON.parse(data!) as { lines: unknown }).lines;
};

describe('lines', () => {
  it('carry number, time and stream', () => {
    expect(linesOf(block('a\nb\n', { firstSeq: 7, stream: streamCode.stderr }))).toEqual([
      { seq: 7, at: '2026-11-21T12:00:00.000Z', stream: 'stderr', text: 'a' },
      { seq: 8, at: '2026-11-21T12:00:00.000Z', stream: 'stderr', text: 'b' },
    ]);
  });

  it('say when they go on', () => {
    expect(linesOf(block('a\nb'))).toMatchObject([{ text: 'a' }, { text: 'b', partial: true }]);
    expect(linesOf(block('a\n'))[0]).not.toHaveProperty('partial');
  });

  it('keep empty lines, colours and lone returns, and lose the return of a CRLF', () => {
    const texts = linesOf(block('\n\u001b[31mred\u001b[0m\r\n10%\r20%\n')).map((line) => line.text);
    expect(texts).toEqual(['', '\u001b[31mred\u001b[0m', '10%\r20%']);
  });

  it('keep the return of a line that goes on: a progress bar overwrites itself', () => {
    expect(linesOf(block('10%\r'))).toMatchObject([{ text: '10%\r', partial: true }]);
  });

  it('show bytes that are no text as such', () => {
    expect(linesOf(block(Buffer.from([0xff, 0x41, 0x0a])))[0]?.text).toBe('\ufffdA');
  });
});

describe('the event', () => {
  it('holds the same lines, and the id of the last', () => {
    const blocks = [block('a "quoted"\nb\n'), block('c\u2028\nd', { firstSeq: 3, stream: streamCode.system })];
    const event = encodeLogEvent(2, blocks);
    expect(event!.toString()).toMatch(/^id: 2:4\n/);
    expect(linesIn(event)).toEqual(blocks.flatMap((one) => linesOf(one)));
  });

  it('leaves out what was seen', () => {
    const blocks = [block('a\nb\nc\n'), block('d\n', { firstSeq: 4 })];
    expect(linesIn(encodeLogEvent(1, blocks, 2))).toMatchObject([{ seq: 3 }, { seq: 4 }]);
    expect(encodeLogEvent(1, blocks, 4)).toBeNull();
  });
});

it('search sees no control sequences', () => {
  expect(
    stripEscapes('\u001b[1;31mre\u001b[0md \u001b]8;;http://x\u0007link\u001b]8;;\u001b\\ \u001b(B\u001b7end'),
  ).toBe('red link end');
});
