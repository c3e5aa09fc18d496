import { closeSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import {
  blockHeaderBytes,
  type BlockHeader,
  indexFileName,
  logFileName,
  maxBlockPayloadBytes,
  readBlockHeader,
} from '@bothy/contracts/runner';
import { IndexFile } from './index-file.js';
import { emptyLog, type LogCounts } from './log-counts.js';

/**
 * Brings a log into order whose writer died: keeps the whole blocks whose checksum and numbering are right, cuts off
 * what comes after, and makes the index anew. Blocks the loop; meant for the start, before anything else runs.
 * Throws what `open` throws, ENOENT where there is no log.
 */
export function repairLog(folder: string): { good: LogCounts; index: IndexFile } {
  const file = openSync(join(folder, logFileName), 'r+');
  try {
    const index = new IndexFile(join(folder, indexFileName));
    const good = scan(file, index);
    ftruncateSync(file, good.logBytes);
    index.flushNow();
    return { good, index };
  } finally {
    closeSync(file);
  }
}

function scan(file: number, index: IndexFile): LogCounts {
  const good = { ...emptyLog };
  const window = Buffer.allocUnsafeSlow(1024 * 1024);
  for (;;) {
    const bytes = readSync(file, window, 0, window.length, good.logBytes);
    const before = good.logBytes;
    let at = 0;
    for (let block = wholeBlock(window, at, bytes, good); block !== null; block = wholeBlock(window, at, bytes, good)) {
      index.note({ firstSeq: block.firstSeq, fileOffset: good.logBytes, textOffset: good.textBytes, at: block.at });
      at += blockHeaderBytes + block.payloadBytes;
      good.logBytes = before + at;
      good.lines += block.lines;
      good.textBytes += block.payloadBytes;
    }
    // A window holds many whole blocks of the largest size: one that yields none ends in a torn block, or at the end.
    if (at === 0 || bytes < blockHeaderBytes + maxBlockPayloadBytes) return good;
  }
}

function wholeBlock(window: Buffer, at: number, end: number, good: LogCounts): BlockHeader | null {
  const block = readBlockHeader(window.subarray(0, end), at);
  if (block === null || block.firstSeq !== good.lines + 1) return null;
  const blockEnd = at + blockHeaderBytes + block.payloadBytes;
  if (blockEnd > end) return null;
  return crc32(window.subarray(at + 12, blockEnd)) === block.crc ? block : null;
}
