import { maxBlockPayloadBytes, maxLineBytes } from '@bothy/contracts/runner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineFramer } from './line-framer.js';

interface Taken {
  text: Buffer;
  lines: number;
  partial: boolean;
}

function collector(): { framer: LineFramer; blocks: Taken[] } {
  const blocks: Taken[] = [];
  const framer = new LineFramer((head, body, lines, partial) => {
    blocks.push({ text: Buffer.concat([head, body]), lines, partial });
  });
  return { framer, blocks };
}

/** Lines as a reader puts them together: a partial one goes on in the next block. */
function linesOf(blocks: readonly Taken[]): string[] {
  return Buffer.concat(blocks.map((block) => block.text))
    .toString()
    .split('\n');
}

function check(blocks: readonly Taken[]): void {
  for (const { text, lines, partial } of blocks) {
    expect(text.length).toBeLessThanOrEqual(maxBlockPayloadBytes);
    const pieces = text.toString('latin1').split('\n');
    const last = pieces.pop() ?? '';
    expect(partial).toBe(last !== '');
    expect(lines).toBe(pieces.length + (partial ? 1 : 0));
    for (const piece of [...pieces, last]) expect(piece.length).toBeLessThanOrEqual(maxLineBytes);
  }
}

describe('LineFramer', () => {
  it('gives the same lines wherever the bytes are split', () => {
    const bytes = Buffer.from('first\n\nzweite Zeile: äöü €\n🧊🧊\r\nlast without newline');
    for (let at = 0; at <= bytes.length; at++) {
      for (let second = at; second <= bytes.length; second++) {
        const { framer, blocks } = collector();
        for (const part of [bytes.subarray(0, at), bytes.subarray(at, second), bytes.subarray(second)])
          framer.push(part);
        framer.end();
        check(blocks);
        expect(linesOf(blocks)).toEqual(bytes.toString().split('\n'));
      }
    }
  });

  it('keeps every byte and cuts no character, whatever comes and whenever it is flushed', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.tuple(fc.constantFrom('a', 'é', '€', '🧊'), fc.nat(40_000)).map(([unit, count]) => unit.repeat(count)),
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => Buffer.from(lines.join('\n')));
    fc.assert(
      fc.property(text, fc.array(fc.nat(70_000), { maxLength: 8 }), fc.array(fc.boolean()), (bytes, sizes, flushes) => {
        const { framer, blocks } = collector();
        let at = 0;
        [...sizes, bytes.length].forEach((size, step) => {
          framer.push(Buffer.from(bytes.subarray(at, at + size)));
          at = Math.min(bytes.length, at + size);
          if (flushes[step] === true) framer.flush();
        });
        framer.end();
        check(blocks);
        expect(Buffer.concat(blocks.map((block) => block.text)).equals(bytes)).toBe(true);
        for (const block of blocks) expect(Buffer.from(block.text.toString()).equals(block.text)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('cuts a line of 16 KiB and more into partial pieces', () => {
    const { framer, blocks } = collector();
    framer.push(Buffer.from(`before\n${'x'.repeat(maxLineBytes)}\n`));
    framer.push(Buffer.from(`${'y'.repeat(2 * maxLineBytes + 1)}\nafter\n`));
    check(blocks);
    const pieces = blocks.filter((block) => block.partial).map((block) => block.text.length);
    expect(pieces).toEqual([maxLineBytes, maxLineBytes]);
    expect(linesOf(blocks).map((line) => line.length)).toEqual([6, maxLineBytes, 2 * maxLineBytes + 1, 5, 0]);
  });

  it('waits for the rest of a character when it is flushed', () => {
    const { framer, blocks } = collector();
    const bytes = Buffer.from('wait €');
    framer.push(bytes.subarray(0, bytes.length - 1));
    framer.flush();
    framer.flush();
    expect(blocks.map((block) => block.text.toString())).toEqual(['wait ']);
    framer.push(bytes.subarray(bytes.length - 1));
    framer.end();
    expect(blocks.map((block) => block.text.toString())).toEqual(['wait ', '€']);
  });

  it('passes on bytes that are no UTF-8', () => {
    const { framer, blocks } = collector();
    const bytes = Buffer.alloc(3 * maxLineBytes, 0x80);
    framer.push(bytes);
    framer.flush();
    framer.end();
    expect(Buffer.concat(blocks.map((block) => block.text)).equals(bytes)).toBe(true);
  });
});
