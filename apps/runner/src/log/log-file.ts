import { close, fdatasync, ftruncateSync, openSync, write } from 'node:fs';
import { join } from 'node:path';
import {
  blockHeaderBytes,
  indexFileName,
  logFileName,
  readBlockHeader,
  streamCode,
  type StreamCode,
} from '@bothy/contracts/runner';
import { type Block, BlockBatch } from './block-batch.js';
import { IndexFile } from './index-file.js';
import { emptyLog, type LogCounts } from './log-counts.js';

const nothing = Buffer.alloc(0);
const syncAfterMs = 500;

export interface LogListener {
  /** More of the file is good. */
  onProgress(counts: LogCounts): void;
  /** The file takes no more; what was good stays good. */
  onFailure(error: NodeJS.ErrnoException): void;
}

/** Appends blocks to one attempt's log, one write at a time; what comes meanwhile goes out together in the next. */
export class LogFile {
  readonly #file: number;
  readonly #index: IndexFile;
  readonly #listener: LogListener;
  #good: LogCounts;
  #nextSeq: number;
  #queue: BlockBatch[] = [];
  #queuedBytes = 0;
  #writing = false;
  #failed = false;
  #settled: (() => void)[] = [];

  private constructor(file: number, index: IndexFile, good: LogCounts, listener: LogListener) {
    this.#file = file;
    this.#index = index;
    this.#good = good;
    this.#nextSeq = good.lines + 1;
    this.#listener = listener;
  }

  /** Throws EEXIST where there is a log already: no line of it may be lost, and nothing is run twice unseen. */
  static create(folder: string, listener: LogListener): LogFile {
    const file = openSync(join(folder, logFileName), 'wx', 0o600);
    return new LogFile(file, new IndexFile(join(folder, indexFileName)), emptyLog, listener);
  }

  /** Goes on with a log that was mended. */
  static goOn(folder: string, index: IndexFile, good: LogCounts, listener: LogListener): LogFile {
    return new LogFile(openSync(join(folder, logFileName), 'r+', 0o600), index, good, listener);
  }

  /** What readers may rely on: it is in the file. */
  get good(): LogCounts {
    return this.#good;
  }

  /** Bytes that wait for the disk. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  append(stream: StreamCode, block: Block): void {
    if (this.#failed) return;
    const payloadBytes = block.head.length + block.body.length;
    let batch = this.#queue.at(-1);
    if (batch === undefined || (this.#writing && this.#queue.length === 1) || !batch.hasRoomFor(payloadBytes)) {
      batch = new BlockBatch(this.#queue.length === 0 && BlockBatch.isSmall(payloadBytes));
      this.#queue.push(batch);
    }
    batch.add(this.#nextSeq, Date.now(), stream, block);
    this.#nextSeq += block.lines;
    this.#queuedBytes += blockHeaderBytes + payloadBytes;
    this.#writeNext();
  }

  /** A line of ours among those of the bot. */
  appendSystemLine(text: string): void {
    this.append(streamCode.system, { head: nothing, body: Buffer.from(`${text}\n`), lines: 1, partial: false });
  }

  /** Resolves once all that was appended is in the file, or the file has failed. */
  settled(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  /** Allows one more try after a failure: the end of a torn block, given back, may be room for a last line. */
  revive(): void {
    this.#failed = false;
  }

  /**
   * To be called when settled. The file reaches the disk behind the caller's back, which only a power cut could tell,
   * and a little later: then the logs of many short runs share the disk's one effort, and no run waits for another's.
   */
  close(): void {
    this.#index.close();
    setTimeout(() => fdatasync(this.#file, () => close(this.#file)), syncAfterMs).unref();
  }

  #writeNext(): void {
    if (this.#writing) return;
    const batch = this.#queue[0];
    if (batch === undefined) {
      this.#index.flush();
      for (const resolve of this.#settled.splice(0)) resolve();
      return;
    }
    this.#writing = true;
    this.#writeFrom(batch, 0);
  }

  #writeFrom(batch: BlockBatch, offset: number): void {
    const bytes = batch.bytesFrom(offset);
    write(this.#file, bytes, 0, bytes.length, this.#good.logBytes + offset, (error, written) => {
      if (error === null && offset + written < batch.usedBytes) return this.#writeFrom(batch, offset + written);
      this.#writing = false;
      if (error === null) this.#written(batch);
      else this.#fail(error, batch, offset);
    });
  }

  #written(batch: BlockBatch): void {
    const { logBytes, lines, textBytes } = this.#good;
    this.#index.note({ firstSeq: lines + 1, fileOffset: logBytes, textOffset: textBytes, at: batch.firstAt });
    this.#good = {
      logBytes: logBytes + batch.usedBytes,
      lines: lines + batch.lines,
      textBytes: textBytes + batch.textBytes,
    };
    this.#queue.shift();
    this.#queuedBytes -= batch.usedBytes;
    batch.release();
    this.#listener.onProgress(this.#good);
    this.#writeNext();
  }

  #fail(error: NodeJS.ErrnoException, batch: BlockBatch, writtenBytes: number): void {
    this.#failed = true;
    this.#keepWholeBlocks(batch.bytesFrom(0).subarray(0, writtenBytes));
    for (const dropped of this.#queue.splice(0)) dropped.release();
    this.#queuedBytes = 0;
    this.#nextSeq = this.#good.lines + 1;
    ftruncateSync(this.#file, this.#good.logBytes);
    this.#listener.onProgress(this.#good);
    this.#listener.onFailure(error);
    this.#writeNext();
  }

  #keepWholeBlocks(bytes: Buffer): void {
    let at = 0;
    for (let block = readBlockHeader(bytes, 0); block !== null; block = readBlockHeader(bytes, at)) {
      if (at + blockHeaderBytes + block.payloadBytes > bytes.length) return;
      at += blockHeaderBytes + block.payloadBytes;
      this.#good = {
        logBytes: this.#good.logBytes + blockHeaderBytes + block.payloadBytes,
        lines: this.#good.lines + block.lines,
        textBytes: this.#good.textBytes + block.payloadBytes,
      };
    }
  }
}
