import { Signal } from '../../../platform/events/signal.js';
import { type Block, endOf, LogFile, type LogPosition, logStart } from './log-file.js';
import { encodeLogEvent } from './log-lines.js';

/** After the first news at once, more is told in batches: each costs a write for every reader. */
const batchMs = 50;
/** A frame is about this much of the file, so that readers which are behind meet at the same borders and share it. */
const frameBytes = 128 * 1024;
/** How many of the last frames are kept for others: those at the head need one, those just behind a few. */
const keptFrames = 16;

/** A piece of the log, and where the next one begins. */
export class Frame {
  #event: Buffer | null | undefined;

  constructor(
    readonly blocks: readonly Block[],
    readonly next: LogPosition,
    private readonly attempt: number,
  ) {}

  /** The SSE event of its lines behind `after`; null when there are none. Encoded once for all who want it whole. */
  event(after: number): Buffer | null {
    const first = this.blocks[0];
    if (first && after >= first.firstSeq) return encodeLogEvent(this.attempt, this.blocks, after);
    this.#event ??= encodeLogEvent(this.attempt, this.blocks);
    return this.#event;
  }

  text(): Buffer {
    return Buffer.concat(this.blocks.map((block) => block.payload));
  }
}

/**
 * The log of one attempt as readers follow it, from its first line or its last, while it is written or long after:
 * a reader asks for the frame at its position, goes on to the frame's `next`, and waits when it is at the end.
 */
export class LiveLog {
  readonly file: LogFile;
  /** There is more to read, or the log is complete. */
  readonly changed = new Signal();
  #end: number;
  #complete: boolean;
  #lines: number;
  #frames = new Map<number, Promise<Frame>>();
  #toldAt = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    folder: string,
    readonly attempt: number,
    known: { end: number; lines: number; complete: boolean },
  ) {
    this.file = new LogFile(folder);
    this.#end = known.end;
    this.#lines = known.lines;
    this.#complete = known.complete;
  }

  /** The file is good to this byte. */
  get end(): number {
    return this.#end;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Nothing will be added any more. */
  get complete(): boolean {
    return this.#complete;
  }

  /** The runner's word about how far the file is good. */
  grow(end: number, lines: number): void {
    if (end <= this.#end) return;
    this.#end = end;
    this.#lines = lines;
    this.#tell();
  }

  finish(end: number, lines: number): void {
    this.#end = Math.max(this.#end, end);
    this.#lines = Math.max(this.#lines, lines);
    this.#complete = true;
    this.#tellNow();
  }

  /** Where a reader begins who has seen line `after` (0: none). */
  async locate(after: number): Promise<LogPosition> {
    return after === 0 || this.#end === 0 ? { ...logStart } : this.file.locateSeq(after + 1, this.#end);
  }

  /** What stands at a position. Readers at the same one share the work and the bytes. */
  frame(position: LogPosition): Promise<Frame> {
    const kept = this.#frames.get(position.offset);
    if (kept) return kept;
    const made = this.#makeFrame(position);
    this.#frames.set(position.offset, made);
    made.catch(() => this.#frames.delete(position.offset));
    if (this.#frames.size > keptFrames) this.#frames.delete(this.#frames.keys().next().value!);
    return made;
  }

  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#frames.clear();
    await this.file.close();
  }

  async #makeFrame(position: LogPosition): Promise<Frame> {
    // Up to the next border: readers that began at different lines stand at the same place after one frame.
    const border = (Math.floor(position.offset / frameBytes) + 1) * frameBytes;
    const read = await this.file.read(position.offset, this.#end, border - position.offset);
    const blocks = read.filter((block) => block.offset < border);
    const next = { ...position };
    if (blocks.length === 0) {
      if (!this.#complete) throw new Error(`the log ends before byte ${this.#end}`);
      // A machine that went down may have left half a block behind.
      next.offset = this.#end;
    }
    for (const block of blocks) {
      next.offset = endOf(block);
      next.seq = block.firstSeq + block.lines;
      next.textOffset += block.payloadBytes;
    }
    return new Frame(blocks, next, this.attempt);
  }

  #tell(): void {
    if (this.#timer) return;
    const wait = this.#toldAt + batchMs - performance.now();
    if (wait <= 0) this.#tellNow();
    else this.#timer = setTimeout(() => this.#tellNow(), wait);
  }

  #tellNow(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#toldAt = performance.now();
    this.changed.notify();
  }
}
