import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { logFileName } from '@bothy/contracts/runner';
import { describe, expect, it } from 'vitest';
import { WrittenLog } from '../../../testing/written-log.js';
import { LogFile } from './log-file.js';
import { linesOf } from './log-lines.js';

const manyBlocks = (indexed = true) => {
  const written = new WrittenLog(indexed);
  for (let i = 0; i < 400; i++) written.block(`${'x'.repeat(900)} ${i} a\nshort ${i}\nthird ${i}\n`);
  return written;
};

describe.each([
  ['with its index', true],
  ['without an index', false],
])('a log %s', (_what, indexed) => {
  it('is found at any line', async () => {
    const written = manyBlocks(indexed);
    const file = new LogFile(written.folder);
    for (const seq of [1, 2, 3, 4, 599, 600, 601, 1199, 1200]) {
      const { offset } = await file.locateSeq(seq, written.end);
      const [block] = await file.read(offset, written.end, 1);
      expect(linesOf(block!).map((line) => line.seq)).toContain(seq);
    }
    await file.close();
  });

  it('is found at any byte of its text', async () => {
    const written = manyBlocks(indexed);
    const file = new LogFile(written.folder);
    for (const at of [0, 1, 70_000, 200_000, Buffer.byteLength(written.text) - 1]) {
      const { offset, textOffset } = await file.locateText(at, written.end);
      const [block] = await file.read(offset, written.end, 1);
      expect(textOffset).toBeLessThanOrEqual(at);
      expect(block!.payload.toString()[at - textOffset]).toBe(written.text[at]);
    }
    await file.close();
  });

  it('ends where the next line would begin', async () => {
    const written = manyBlocks(indexed);
    const file = new LogFile(written.folder);
    const end = { offset: written.end, seq: 1201, textOffset: written.text.length };
    expect(await file.locateSeq(1201, written.end)).toEqual(end);
    expect(await file.locateText(Number.POSITIVE_INFINITY, written.end)).toEqual(end);
    await file.close();
  });
});

it('nothing is read past the byte to which the file is good', async () => {
  const written = new WrittenLog().block('one\n');
  const good = written.end;
  written.block('two\n');
  const file = new LogFile(written.folder);
  expect((await file.read(0, good, 1_000_000)).flatMap((block) => linesOf(block))).toHaveLength(1);
  expect(await file.read(0, 0, 1_000_000)).toEqual([]);
  await file.close();
});

it('what is no log is refused, and half a block is not read', async () => {
  const written = new WrittenLog().block('one\n');
  appendFileSync(join(written.folder, logFileName), Buffer.alloc(40, 'x'));
  const file = new LogFile(written.folder);
  await expect(file.read(written.end, written.end + 40, 100)).rejects.toThrow('no log block at byte');
  const half = written.end - 1;
  expect(await file.read(0, half, 100)).toEqual([]);
  await file.close();
});
