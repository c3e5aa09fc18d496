import type { ByteSink } from '../../../platform/bytes/body.js';
import type { ResponseSink } from '../../../platform/http/sending/response-sink.js';

interface Answer {
  /** Sends the head. */
  readonly begin: () => ResponseSink;
  /** How many bytes the body is to have; null where that is not known. */
  readonly lengthBytes: number | null;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
  /** Told of how many bytes are on their way, and of those that were fetched for it and dropped. */
  readonly note: (bytes: number) => void;
}

/**
 * The way of a file to its visitor. The head goes out with the first byte: what fails before it is an error that can be
 * told. The last byte of an answer whose length was announced goes out when all is known to be well: without it nobody
 * takes the answer for whole.
 */
export class DownloadSink implements ByteSink {
  #sink: ResponseSink | null = null;
  #left: number;
  #last: Uint8Array | null = null;

  constructor(private readonly answer: Answer) {
    this.#left = answer.lengthBytes ?? Number.POSITIVE_INFINITY;
  }

  get signal(): AbortSignal {
    return this.answer.signal;
  }

  get hasBegun(): boolean {
    return this.#sink !== null;
  }

  get sentBytes(): number {
    return this.#sink?.sentBytes ?? 0;
  }

  write(bytes: Uint8Array): Promise<void> | undefined {
    if (this.signal.aborted || bytes.length === 0) return undefined;
    this.answer.note(bytes.length);
    // More than was announced is for the sink to refuse.
    this.#left -= bytes.length;
    if (this.#left !== 0) return this.#begun().write(bytes);
    // A copy: the buffer is written over.
    this.#last = Uint8Array.from(bytes.subarray(-1));
    return bytes.length === 1 ? undefined : this.#begun().write(bytes.subarray(0, -1));
  }

  skipped(bytes: number): void {
    this.answer.note(bytes);
  }

  /** All is well. @returns whether all of it went out. */
  async end(): Promise<boolean> {
    const sink = this.#begun();
    if (this.#last) await sink.write(this.#last);
    if (this.signal.aborted || sink.signal.aborted) return false;
    sink.end();
    return this.#left === 0 || this.answer.lengthBytes === null;
  }

  /** The client is to see that it has not got all. */
  cut(): void {
    this.#sink?.cut();
  }

  #begun(): ResponseSink {
    this.#sink ??= this.answer.begin();
    return this.#sink;
  }
}
