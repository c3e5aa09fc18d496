/**
 * The log of one attempt: a file that is only ever appended to, and the one truth about what was printed.
 *
 * It is a row of blocks, each a header of 32 bytes and the bytes as the program wrote them, newlines included; so
 * the text of the log is the payloads one after another. A block holds whole lines of one stream that arrived
 * together; a line longer than 16 KiB, or one that stands unfinished, ends its block as a partial line. Each piece of
 * a line has a number of its own, so that a reader can resume between them.
 *
 * Header, little-endian: `u32 magic "BLG1" | u32 payload bytes | u32 CRC-32 of header bytes 12–31 and payload |
 * u32 lines | u32 number of the first line | u48 arrival, ms since the epoch | u8 stream | u8 flags | u32 zero`.
 *
 * Beside it lies a sparse index, a row of 32 bytes for about every 64 KiB:
 * `f64 first line | f64 offset in the file | f64 offset in the text | f64 arrival`. The beginning of the log needs no
 * row; while a bot prints, the index may lag the log. It can be made anew from the log.
 */
export const blockMagic = 0x31474c42;
export const blockHeaderBytes = 32;
export const maxBlockPayloadBytes = 64 * 1024;
/** A longer line is cut; its pieces but the last are partial. */
export const maxLineBytes = 16 * 1024;
export const indexEntryBytes = 32;
export const indexEveryBytes = 64 * 1024;
export const logFileName = 'log';
export const indexFileName = 'log.idx';

export const streamCode = { stdout: 0, stderr: 1, system: 2 } as const;
export type StreamCode = (typeof streamCode)[keyof typeof streamCode];
export const streamNames = ['stdout', 'stderr', 'system'] as const;

export interface BlockHeader {
  payloadBytes: number;
  crc: number;
  /** Counts a partial last line too. */
  lines: number;
  /** Counts up from 1. */
  firstSeq: number;
  /** Milliseconds since the epoch. */
  at: number;
  stream: StreamCode;
  /** The last line has no newline: it goes on in the next block of this stream. */
  partial: boolean;
}

/** Writes all but the checksum, which the caller computes over bytes 12–31 and the payload and sets at byte 8. */
export function writeBlockHeader(into: Uint8Array, offset: number, header: Omit<BlockHeader, 'crc'>): void {
  const view = new DataView(into.buffer, into.byteOffset + offset, blockHeaderBytes);
  view.setUint32(0, blockMagic, true);
  view.setUint32(4, header.payloadBytes, true);
  view.setUint32(8, 0, true);
  view.setUint32(12, header.lines, true);
  view.setUint32(16, header.firstSeq, true);
  view.setUint32(20, header.at % 0x1_0000_0000, true);
  view.setUint16(24, Math.floor(header.at / 0x1_0000_0000), true);
  view.setUint8(26, header.stream);
  view.setUint8(27, header.partial ? 1 : 0);
  view.setUint32(28, 0, true);
}

/** The header at `offset`, or null where no block begins (a torn or foreign tail). */
export function readBlockHeader(from: Uint8Array, offset: number): BlockHeader | null {
  if (from.length - offset < blockHeaderBytes) return null;
  const view = new DataView(from.buffer, from.byteOffset + offset, blockHeaderBytes);
  if (view.getUint32(0, true) !== blockMagic) return null;
  const payloadBytes = view.getUint32(4, true);
  const stream = view.getUint8(26);
  if (payloadBytes > maxBlockPayloadBytes || stream > 2) return null;
  return {
    payloadBytes,
    crc: view.getUint32(8, true),
    lines: view.getUint32(12, true),
    firstSeq: view.getUint32(16, true),
    at: view.getUint16(24, true) * 0x1_0000_0000 + view.getUint32(20, true),
    stream: stream as StreamCode,
    partial: (view.getUint8(27) & 1) === 1,
  };
}

export interface IndexEntry {
  firstSeq: number;
  fileOffset: number;
  textOffset: number;
  at: number;
}

export function writeIndexEntry(into: Uint8Array, offset: number, entry: IndexEntry): void {
  const view = new DataView(into.buffer, into.byteOffset + offset, indexEntryBytes);
  view.setFloat64(0, entry.firstSeq, true);
  view.setFloat64(8, entry.fileOffset, true);
  view.setFloat64(16, entry.textOffset, true);
  view.setFloat64(24, entry.at, true);
}

export function readIndexEntry(from: Uint8Array, offset: number): IndexEntry {
  const view = new DataView(from.buffer, from.byteOffset + offset, indexEntryBytes);
  return {
    firstSeq: view.getFloat64(0, true),
    fileOffset: view.getFloat64(8, true),
    textOffset: view.getFloat64(16, true),
    at: view.getFloat64(24, true),
  };
}
