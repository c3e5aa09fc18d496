import { maxBlockPayloadBytes, maxLineBytes } from '@bothy/contracts/runner';
import { cutPoint, wholeCharacterBytes } from './characters.js';

const newline = 10;
const nothing = Buffer.alloc(0);

/** Takes one block: `head` and `body` in a row, holding `lines` lines of which the last may be partial. */
export type TakeBlock = (head: Buffer, body: Buffer, lines: number, partial: boolean) => void;

/**
 * Cuts the bytes of one stream into blocks of whole lines. Bytes handed out are views, good only during the call.
 * What stands after the last newline is held until more comes, or until {@link flush} or {@link end}.
 */
export class LineFramer {
  readonly #take: TakeBlock;
  #held: Buffer = nothing;
  #heldBytes = 0;

  constructor(take: TakeBlock) {
    this.#take = take;
  }

  /** Whether a line stands unfinished. */
  get pending(): boolean {
    return this.#heldBytes > 0;
  }

  push(chunk: Buffer): void {
    let blockStart = 0;
    let lineStart = 0;
    let lines = 0;
    for (;;) {
      const at = chunk.indexOf(newline, lineStart);
      const lineEnd = at < 0 ? chunk.length : at;
      const before = lineStart === 0 ? this.#heldBytes : 0;
      if (before + lineEnd - lineStart > maxLineBytes) {
        // The cut may fall into the held bytes: join, and begin anew. Nothing was handed out yet, as before > 0.
        if (before > 0) return this.push(this.#joined(chunk));
        if (lines > 0) this.#hand(chunk, blockStart, lineStart, lines, false);
        const cut = cutPoint(chunk, lineStart + maxLineBytes);
        this.#hand(chunk, lineStart, cut, 1, true);
        blockStart = lineStart = cut;
        lines = 0;
        continue;
      }
      if (at < 0) break;
      if (this.#heldBytes + at + 1 - blockStart > maxBlockPayloadBytes) {
        this.#hand(chunk, blockStart, lineStart, lines, false);
        blockStart = lineStart;
        lines = 0;
      }
      lines++;
      lineStart = at + 1;
    }
    if (lines > 0) this.#hand(chunk, blockStart, lineStart, lines, false);
    this.#hold(chunk, lineStart);
  }

  /** Hands out the unfinished line, up to its last whole character: the beginning of a character waits for its rest. */
  flush(): void {
    const whole = wholeCharacterBytes(this.#held, this.#heldBytes);
    if (whole > 0) this.#handHeld(whole);
  }

  /** No more will come: hands out all that is left. */
  end(): void {
    if (this.#heldBytes > 0) this.#handHeld(this.#heldBytes);
    this.#held = nothing;
  }

  #handHeld(bytes: number): void {
    this.#take(this.#held.subarray(0, bytes), nothing, 1, true);
    this.#held.copyWithin(0, bytes, this.#heldBytes);
    this.#heldBytes -= bytes;
  }

  #hand(chunk: Buffer, from: number, to: number, lines: number, partial: boolean): void {
    const head = this.#heldBytes > 0 ? this.#held.subarray(0, this.#heldBytes) : nothing;
    this.#heldBytes = 0;
    this.#take(head, chunk.subarray(from, to), lines, partial);
  }

  #joined(chunk: Buffer): Buffer {
    const joined = Buffer.concat([this.#held.subarray(0, this.#heldBytes), chunk]);
    this.#heldBytes = 0;
    return joined;
  }

  #hold(chunk: Buffer, from: number): void {
    const bytes = chunk.length - from;
    if (bytes === 0) return;
    if (this.#held.length === 0) this.#held = Buffer.allocUnsafeSlow(maxLineBytes);
    chunk.copy(this.#held, this.#heldBytes, from);
    this.#heldBytes += bytes;
  }
}
