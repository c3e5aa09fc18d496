import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  blockHeaderBytes,
  type BlockHeader,
  indexEntryBytes,
  type IndexEntry,
  indexFileName,
  logFileName,
  maxBlockPayloadBytes,
  readBlockHeader,
  readIndexEntry,
} from '@bothy/contracts/runner';

export interface Block extends BlockHeader {
  /** Where its header begins in the file. */
  offset: number;
  payload: Buffer;
}

/** The byte behind a block, where the next one begins. */
export const endOf = (block: Block): number => block.offset + blockHeaderBytes + block.payloadBytes;

/** A place between two blocks. */
export interface LogPosition {
  /** Byte in the file. */
  offset: number;
  /** Number of the first line behind it. */
  seq: number;
  /** Byte in the text, that is, in the payloads one after another. */
  textOffset: number;
}

export const logStart: LogPosition = { offset: 0, seq: 1, textOffset: 0 };
/** The largest block there can be: what a read must hold at least. */
export const maxBlockBytes = blockHeaderBytes + maxBlockPayloadBytes;

/**
 * Reads the log of one attempt while the runner appends to it. Nothing is read past `end`, the byte to which the
 * runner said the file is good, so that a block in the middle of being written is never seen.
 */
export class LogFile {
  #log: Promise<FileHandle> | null = null;

  constructor(private readonly folder: string) {}

  /**
   * Whole blocks from `offset` on, of about `maxBytes` (at least one block, if there is one before `end`).
   * @throws when the file is not a log at this place.
   */
  async read(offset: number, end: number, maxBytes: number): Promise<Block[]> {
    const wanted = Math.min(Math.max(maxBytes, maxBlockBytes), end - offset);
    if (wanted <= 0) return [];
    const handle = await this.#open();
    const bytes = Buffer.allocUnsafe(wanted);
    const { bytesRead } = await handle.read(bytes, 0, wanted, offset);
    const blocks: Block[] = [];
    let at = 0;
    while (at < bytesRead) {
      if (bytesRead - at < blockHeaderBytes) break;
      const header = readBlockHeader(bytes, at);
      if (!header) throw new Error(`no log block at byte ${offset + at} of ${join(this.folder, logFileName)}`);
      const payloadAt = at + blockHeaderBytes;
      if (payloadAt + header.payloadBytes > bytesRead) break;
      const payload = bytes.subarray(payloadAt, payloadAt + header.payloadBytes);
      blocks.push({ ...header, offset: offset + at, payload });
      at = payloadAt + header.payloadBytes;
    }
    return blocks;
  }

  /** The position of the block that holds line `seq`; the end's, when the log has no such line yet. */
  locateSeq(seq: number, end: number): Promise<LogPosition> {
    return this.#locate(
      (entry) => entry.firstSeq <= seq,
      (block) => block.firstSeq + block.lines > seq,
      end,
    );
  }

  /** The position of the block that holds byte `textOffset` of the text. */
  locateText(textOffset: number, end: number): Promise<LogPosition> {
    return this.#locate(
      (entry) => entry.textOffset <= textOffset,
      (block, at) => at + block.payloadBytes > textOffset,
      end,
    );
  }

  async close(): Promise<void> {
    const opening = this.#log;
    this.#log = null;
    if (opening) await (await opening).close();
  }

  async #locate(
    isBefore: (entry: IndexEntry) => boolean,
    holdsIt: (block: Block, textOffset: number) => boolean,
    end: number,
  ): Promise<LogPosition> {
    const entry = await this.#lastEntry(isBefore, end);
    const position: LogPosition = entry
      ? { offset: entry.fileOffset, seq: entry.firstSeq, textOffset: entry.textOffset }
      : { ...logStart };
    while (position.offset < end) {
      const blocks = await this.read(position.offset, end, maxBlockBytes);
      if (blocks.length === 0) break;
      for (const block of blocks) {
        if (holdsIt(block, position.textOffset)) return position;
        position.offset = endOf(block);
        position.seq += block.lines;
        position.textOffset += block.payloadBytes;
      }
    }
    return position;
  }

  /** Binary search over the index file; a missing index only makes the way longer. */
  async #lastEntry(isBefore: (entry: IndexEntry) => boolean, end: number): Promise<IndexEntry | null> {
    const handle = await this.#openIndex();
    if (!handle) return null;
    try {
      const row = Buffer.allocUnsafe(indexEntryBytes);
      let low = 0;
      let high = Math.floor((await handle.stat()).size / indexEntryBytes);
      let found: IndexEntry | null = null;
      while (low < high) {
        const middle = (low + high) >> 1;
        await handle.read(row, 0, indexEntryBytes, middle * indexEntryBytes);
        const entry = readIndexEntry(row, 0);
        // The runner may have written entries for blocks that it has not yet told of.
        if (entry.fileOffset < end && isBefore(entry)) {
          found = entry;
          low = middle + 1;
        } else high = middle;
      }
      return found;
    } finally {
      await handle.close();
    }
  }

  #open(): Promise<FileHandle> {
    this.#log ??= open(join(this.folder, logFileName), 'r').catch((error: unknown) => {
      this.#log = null;
      throw error;
    });
    return this.#log;
  }

  async #openIndex(): Promise<FileHandle | null> {
    try {
      return await open(join(this.folder, indexFileName), 'r');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }
}
