import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { blockHeaderBytes, type BlockHeader, readBlockHeader } from '@bothy/contracts/runner';

export interface ReadBlock extends BlockHeader {
  payload: Buffer;
}

/** All blocks of a log, read by the letter of the format: any byte out of place throws. */
export function readLog(folder: string): ReadBlock[] {
  const bytes = readFileSync(join(folder, 'log'));
  const blocks: ReadBlock[] = [];
  let nextSeq = 1;
  for (let at = 0; at < bytes.length;) {
    const header = readBlockHeader(bytes, at);
    if (header === null) throw new Error(`no block at ${at}`);
    const end = at + blockHeaderBytes + header.payloadBytes;
    const payload = bytes.subarray(at + blockHeaderBytes, end);
    if (end > bytes.length) throw new Error(`torn block at ${at}`);
    if (crc32(bytes.subarray(at + 12, end)) !== header.crc) throw new Error(`wrong checksum at ${at}`);
    if (header.firstSeq !== nextSeq) throw new Error(`line ${header.firstSeq} where ${nextSeq} should be`);
    if (linesIn(payload) !== header.lines) throw new Error(`wrong number of lines at ${at}`);
    nextSeq += header.lines;
    blocks.push({ ...header, payload });
    at = end;
  }
  return blocks;
}

/** The text of one stream: 0 stdout, 1 stderr, 2 system. */
export const textOf = (folder: string, stream: 0 | 1 | 2): string =>
  Buffer.concat(readLog(folder).flatMap((block) => (block.stream === stream ? [block.payload] : []))).toString();

function linesIn(payload: Buffer): number {
  const newlines = payload.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  return payload.at(-1) === 10 ? newlines : newlines + 1;
}
