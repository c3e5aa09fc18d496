import { crc32 } from 'node:zlib';
import { blockHeaderBytes, maxBlockPayloadBytes, type StreamCode, writeBlockHeader } from '@bothy/contracts/runner';

const smallBytes = 8 * 1024;
const largeBytes = 2 * (blockHeaderBytes + maxBlockPayloadBytes);
const keptBuffers = 16;
/** Shared by all logs, so that memory follows the writes under way and not the number of bots. */
const spareBuffers: Buffer[] = [];

/** Blocks that go to the file in one write. */
export class BlockBatch {
  readonly #buffer: Buffer;
  /** Arrival of the first block. */
  firstAt = 0;
  usedBytes = 0;
  lines = 0;
  textBytes = 0;

  /** `small`: for a few lines, which is what most bots print at a time. */
  constructor(small: boolean) {
    this.#buffer = small
      ? Buffer.allocUnsafeSlow(smallBytes)
      : (spareBuffers.pop() ?? Buffer.allocUnsafeSlow(largeBytes));
  }

  /** Whether a block of this size goes well with a small batch. */
  static isSmall(payloadBytes: number): boolean {
    return payloadBytes < smallBytes / 2;
  }

  hasRoomFor(payloadBytes: number): boolean {
    return this.usedBytes + blockHeaderBytes + payloadBytes <= this.#buffer.length;
  }

  add(firstSeq: number, at: number, stream: StreamCode, block: Block): void {
    const { head, body, lines, partial } = block;
    const start = this.usedBytes;
    if (start === 0) this.firstAt = at;
    const payloadBytes = head.length + body.length;
    const end = start + blockHeaderBytes + payloadBytes;
    writeBlockHeader(this.#buffer, start, { payloadBytes, lines, firstSeq, at, stream, partial });
    head.copy(this.#buffer, start + blockHeaderBytes);
    body.copy(this.#buffer, start + blockHeaderBytes + head.length);
    this.#buffer.writeUInt32LE(crc32(this.#buffer.subarray(start + 12, end)), start + 8);
    this.usedBytes = end;
    this.lines += lines;
    this.textBytes += payloadBytes;
  }

  bytesFrom(offset: number): Buffer {
    return this.#buffer.subarray(offset, this.usedBytes);
  }

  /** Gives the memory back; the batch is not to be touched after. */
  release(): void {
    if (this.#buffer.length === largeBytes && spareBuffers.length < keptBuffers) spareBuffers.push(this.#buffer);
  }
}

export interface Block {
  head: Buffer;
  body: Buffer;
  lines: number;
  partial: boolean;
}
