import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Signal } from '../events/signal.js';

/** Past this much unsent, a reader is waited for: it holds its place in what it reads, not a copy of it. */
const unsentLimitBytes = 256 * 1024;

/** Bytes that were framed as an HTTP chunk once, for all streams that send them. */
const chunks = new WeakMap<Buffer, Buffer>();

function chunkOf(bytes: Buffer): Buffer {
  const known = chunks.get(bytes);
  if (known) return known;
  const chunk = Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
  chunks.set(bytes, chunk);
  return chunk;
}

/** An answer that goes on for as long as there is something to say. */
export class OpenStream {
  #closed = false;
  /** False while an earlier answer of a pipelined connection still holds it. */
  readonly #ownsSocket: boolean;
  #wake: (() => void) | null = null;

  private constructor(private readonly raw: ServerResponse) {
    const { socket } = raw;
    this.#ownsSocket = socket !== null;
    const wake = () => this.#wake?.();
    socket?.on('drain', wake);
    raw.on('drain', wake);
    raw.once('close', () => {
      this.#closed = true;
      // The connection may go on to serve other requests.
      socket?.off('drain', wake);
      wake();
    });
  }

  /** Sends the head, with the headers that were set on the way here (those of `helmet` among them). */
  static begin(reply: FastifyReply, status: number, headers: Record<string, string>): OpenStream {
    reply.hijack();
    const { raw } = reply;
    const stream = new OpenStream(raw);
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(status, { 'cache-control': 'no-store', 'x-accel-buffering': 'no', ...headers });
    raw.flushHeaders();
    return stream;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Hands bytes on without waiting; for what is small and seldom. */
  push(bytes: Buffer | string): void {
    const { socket, chunkedEncoding } = this.raw;
    if (this.#closed) return;
    const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
    // `ServerResponse.write` frames the chunk anew for every reader, in four writes: twice the work of sending it.
    if (chunkedEncoding && socket && this.#ownsSocket) socket.write(chunkOf(buffer));
    else this.raw.write(buffer);
  }

  /** Like {@link push}, but cuts off a reader who has not read for long: what is missed here is asked for anew. */
  pushOrCut(bytes: Buffer | string): void {
    if (this.#unsent > unsentLimitBytes) this.cut();
    else this.push(bytes);
  }

  /** Resolves when there is room for more, or nobody reads any more. */
  async write(bytes: Buffer): Promise<void> {
    this.push(bytes);
    while (!this.#closed && this.#unsent > unsentLimitBytes) await this.#sleep();
  }

  /** Resolves when the signal comes or nobody reads any more. */
  waitFor(signal: Signal): Promise<void> {
    return this.#sleep(signal);
  }

  end(last?: string): void {
    if (!this.#closed) this.raw.end(last);
  }

  /** Cuts the connection: the other side sees that the answer is not whole. */
  cut(): void {
    this.raw.destroy();
  }

  get #unsent(): number {
    return this.raw.writableLength;
  }

  #sleep(signal?: Signal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal?.delete(wake);
        this.#wake = null;
        resolve();
      };
      this.#wake = wake;
      signal?.add(wake);
      if (this.#closed) wake();
    });
  }
}
