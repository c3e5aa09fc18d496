import { GrowingBuffer } from './growing-buffer.js';
import { OpenMask } from './open-mask.js';
import type { PatternTable } from './pattern-table.js';

const nothing = Buffer.alloc(0);

/** Where a masker puts bytes together. One may serve many maskers whose results are used up before the next call. */
export class MaskerMemory {
  readonly joined = new GrowingBuffer();
  readonly output = new GrowingBuffer();
}

/**
 * Masks secrets in one stream of bytes, the same way however the stream is cut. A tail that may be the beginning of a
 * secret is held back until it is decided, whatever time passes; nothing else is.
 */
export class Masker {
  readonly #table: PatternTable;
  readonly #memory: MaskerMemory;
  readonly #mask: OpenMask;
  /** Bytes not yet decided. The mask's end counts from the first of them. */
  readonly #held: Buffer;
  #heldBytes = 0;

  constructor(table: PatternTable, memory = new MaskerMemory()) {
    this.#table = table;
    this.#memory = memory;
    this.#mask = new OpenMask(table.names);
    this.#held = Buffer.allocUnsafeSlow(table.longest);
  }

  /** Whether bytes wait to be decided. */
  get holding(): boolean {
    return this.#heldBytes > 0;
  }

  /** Whether {@link flush} has a mask to hand out. */
  get pending(): boolean {
    return this.#mask.hasText;
  }

  /** What is decided, masked: a view of the chunk or of the memory, good until that is used again. */
  push(chunk: Buffer): Buffer {
    if (this.#heldBytes === 0) return this.#masked(chunk, this.#table.undecidedFrom(chunk, chunk.length), false);
    const { joined } = this.#memory;
    joined.clear();
    joined.append(this.#held, 0, this.#heldBytes);
    joined.append(chunk, 0, chunk.length);
    const bytes = joined.view();
    return this.#masked(bytes, this.#table.undecidedFrom(bytes, bytes.length), false);
  }

  /** A mask that waits for more secrets to join it; one of the same name that does then adds nothing. */
  flush(): Buffer {
    return this.#mask.take();
  }

  /** No more will come: what is left, as it is when it is no whole secret. */
  end(): Buffer {
    const held = this.#held.subarray(0, this.#heldBytes);
    return this.#masked(held, held.length, true);
  }

  /** Secrets that begin behind `decidedTo` are found with the next bytes. */
  #masked(bytes: Buffer, decidedTo: number, atEnd: boolean): Buffer {
    const { output } = this.#memory;
    const mask = this.#mask;
    output.clear();
    let copied = 0;
    let from = 0;
    for (;;) {
      const start = this.#table.find(bytes, bytes.length, from, decidedTo);
      if (start < 0) break;
      if (mask.isOpen && start > mask.end) copied = this.#close();
      if (!mask.isOpen) output.append(bytes, copied, start);
      this.#extend();
      from = start + 1;
    }
    if (mask.isOpen && (atEnd || mask.end < decidedTo)) copied = this.#close();
    if (mask.isOpen) mask.end -= decidedTo;
    else if (output.length > 0) output.append(bytes, copied, decidedTo);
    this.#hold(bytes, decidedTo);
    if (output.length > 0) return output.view();
    return mask.isOpen ? nothing : bytes.subarray(copied, decidedTo);
  }

  #extend(): void {
    const { foundEnd, found, foundNames } = this.#table;
    this.#mask.extend(foundEnd);
    for (let at = 0; at < foundNames; at++) this.#mask.add(found[at] as number);
  }

  /** Writes the mask and returns where the text goes on. */
  #close(): number {
    const { end } = this.#mask;
    const text = this.#mask.take();
    this.#memory.output.append(text, 0, text.length);
    this.#mask.close();
    return end;
  }

  #hold(bytes: Buffer, from: number): void {
    bytes.copy(this.#held, 0, from);
    this.#heldBytes = bytes.length - from;
  }
}
