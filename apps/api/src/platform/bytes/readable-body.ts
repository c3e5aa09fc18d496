import { Readable } from 'node:stream';
import { bodyIncomplete } from './body.errors.js';
import type { Body, ByteSink } from './body.js';

/** The bytes of a stream or of a generator. Nothing is read before it is pumped. */
export class ReadableBody implements Body {
  readonly #source: Readable;
  readonly #failure: (error: unknown) => Error;

  /**
   * @param source of buffers.
   * @param lengthBytes what was announced; null where nothing was. No more than this is handed over.
   * @param letGo called once, when the source was read, has failed, or was cancelled.
   * @param failure says what the source failed with; left out, {@link pumpTo} throws that itself.
   */
  constructor(
    source: Readable | AsyncIterable<Uint8Array>,
    readonly lengthBytes: number | null,
    letGo: () => void = () => {},
    failure: (error: unknown) => Error = (error) => error as Error,
  ) {
    this.#failure = failure;
    this.#source = source instanceof Readable ? source : Readable.from(source);
    // Destroyed with nobody reading it, a stream would throw its error at the process.
    this.#source.on('error', () => {});
    this.#source.once('close', letGo);
  }

  async pumpTo(sink: ByteSink): Promise<void> {
    const stop = () => this.cancel();
    sink.signal.addEventListener('abort', stop, { once: true });
    try {
      if (sink.signal.aborted) return;
      await this.#pump(sink);
    } catch (error) {
      // A source that is destroyed says that it ended too early: it was told to.
      if (!sink.signal.aborted) throw this.#failure(error);
    } finally {
      sink.signal.removeEventListener('abort', stop);
      this.cancel();
    }
  }

  cancel(): void {
    this.#source.destroy();
  }

  async #pump(sink: ByteSink): Promise<void> {
    let left = this.lengthBytes ?? Number.POSITIVE_INFINITY;
    for await (const part of this.#source as AsyncIterable<Uint8Array>) {
      const bytes = part.length > left ? part.subarray(0, left) : part;
      left -= bytes.length;
      const taken = bytes.length > 0 ? sink.write(bytes) : undefined;
      if (taken) await taken;
      if (sink.signal.aborted || left === 0) return;
    }
    if (left > 0 && this.lengthBytes !== null) throw bodyIncomplete();
  }
}
