import type { Readable } from 'node:stream';
import { type AnswerFrame, lengthsBytes } from './frames.js';

/** Takes frames from a stream, no more of it than is asked for. */
export class FrameReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: Readable) {
    this.#chunks = source.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  /** Null where the stream ends, within a frame or behind one. */
  async next(): Promise<{ frame: AnswerFrame; body: Buffer } | null> {
    const lengths = await this.#take(lengthsBytes);
    if (!lengths) return null;
    const head = await this.#take(lengths.readUInt32LE(0));
    const body = head && (await this.#take(lengths.readUInt32LE(4)));
    return body && { frame: JSON.parse(head.toString()) as AnswerFrame, body };
  }

  async #take(count: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    let missing = count;
    for (;;) {
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      parts.push(part);
      if (missing === 0) return parts.length === 1 ? part : Buffer.concat(parts);
      const { value, done } = await this.#read();
      if (done) return null;
      this.#rest = value;
    }
  }

  async #read(): Promise<IteratorResult<Buffer, undefined>> {
    try {
      return (await this.#chunks.next()) as IteratorResult<Buffer, undefined>;
    } catch (error) {
      // A pipe that breaks is an end like any other: whoever killed the process knows why.
      if (error instanceof Error && 'code' in error) return { value: undefined, done: true };
      throw error;
    }
  }
}
