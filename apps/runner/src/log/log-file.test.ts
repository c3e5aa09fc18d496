import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexEntryBytes, readIndexEntry } from '@bothy/contracts/runner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLog } from '../testing/log-reading.js';
import type { LogCounts } from './log-counts.js';
import { LogFile } from './log-file.js';
import { repairLog } from './log-repair.js';

const nothing = Buffer.alloc(0);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function written(blocks: number, textOf: (block: number) => string): Promise<LogCounts> {
  const told: LogCounts[] = [];
  const log = LogFile.create(folder, {
    onProgress: (counts) => {
      expect(statSync(join(folder, 'log')).size).toBeGreaterThanOrEqual(counts.logBytes);
      told.push(counts);
    },
    onFailure: (error) => expect.fail(String(error)),
  });
  for (let at = 0; at < blocks; at++) {
    const body = Buffer.from(textOf(at));
    log.append(0, { head: nothing, body, lines: 1, partial: false });
  }
  await log.settled();
  log.close();
  expect(told.at(-1)).toEqual(log.good);
  return log.good;
}

describe('LogFile', () => {
  it('writes what was appended, in order, and tells of it only then', async () => {
    const good = await written(3000, (at) => `line ${at} ${'x'.repeat(at % 300)}\n`);
    const blocks = readLog(folder);
    expect(good.lines).toBe(3000);
    expect(good.logBytes).toBe(statSync(join(folder, 'log')).size);
    expect(blocks.map((block) => Number(block.payload.toString().split(' ')[1]))).toEqual([...Array(3000).keys()]);
  });

  it('refuses to begin a log that is there', async () => {
    await written(1, () => 'kept\n');
    expect(() => LogFile.create(folder, { onProgress: () => undefined, onFailure: () => undefined })).toThrow(/EEXIST/);
    expect(readLog(folder)).toHaveLength(1);
  });

  it('keeps an index whose rows point at blocks', async () => {
    await written(200, () => `${'y'.repeat(9999)}\n`);
    const index = await waitForIndex(10);
    for (let at = 0; at < index.length; at += indexEntryBytes) {
      const row = readIndexEntry(index, at);
      const block = readLog(folder)[row.firstSeq - 1];
      expect(row).toEqual({
        firstSeq: row.firstSeq,
        fileOffset: (row.firstSeq - 1) * 10_032,
        textOffset: (row.firstSeq - 1) * 10_000,
        at: block?.at,
      });
    }
  });
});

/** The index is written behind the log. */
async function waitForIndex(rows: number): Promise<Buffer> {
  for (;;) {
    const index = readFileSync(join(folder, 'log.idx'));
    if (index.length >= rows * indexEntryBytes) return index;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('repairLog', () => {
  it('keeps all whole blocks of a log that was torn at any byte, and makes the index anew', async () => {
    await written(4, (at) => `line ${at}\n`);
    const whole = readFileSync(join(folder, 'log'));
    const blockBytes = whole.length / 4;
    for (let size = whole.length; size >= 0; size -= 3) {
      writeFileSync(join(folder, 'log'), whole.subarray(0, size));
      writeFileSync(join(folder, 'log.idx'), 'torn');
      const { good, index } = repairLog(folder);
      index.close();
      expect(good).toEqual({
        logBytes: Math.floor(size / blockBytes) * blockBytes,
        lines: Math.floor(size / blockBytes),
        textBytes: Math.floor(size / blockBytes) * 7,
      });
      expect(readLog(folder)).toHaveLength(good.lines);
      expect(statSync(join(folder, 'log.idx')).size).toBe(0);
    }
  });

  it('cuts off a block whose bytes are not what was written', async () => {
    await written(40, () => `${'z'.repeat(59_999)}\n`);
    const log = readFileSync(join(folder, 'log'));
    log[60_032 * 30 + 500] = 65;
    writeFileSync(join(folder, 'log'), log);
    const { good, index } = repairLog(folder);
    index.close();
    expect(good.lines).toBe(30);
    expect(statSync(join(folder, 'log.idx')).size).toBeGreaterThan(10 * indexEntryBytes);
  });

  it('goes on behind what it kept', async () => {
    await written(3, () => 'one\n');
    appendFileSync(join(folder, 'log'), 'BLG1 and then the power went');
    const { good, index } = repairLog(folder);
    const log = LogFile.goOn(folder, index, good, { onProgress: () => undefined, onFailure: () => undefined });
    log.appendSystemLine('It is lost.');
    await log.settled();
    log.close();
    expect(readLog(folder).map((block) => block.payload.toString())).toEqual([
      'one\n',
      'one\n',
      'one\n',
      'It is lost.\n',
    ]);
  });

  it('makes nothing of an empty file', () => {
    writeFileSync(join(folder, 'log'), '');
    truncateSync(join(folder, 'log'), 0);
    expect(repairLog(folder).good).toEqual({ logBytes: 0, lines: 0, textBytes: 0 });
  });
});
