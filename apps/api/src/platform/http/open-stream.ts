import type { FastifyReply } from 'fastify';
import type { Signal } from '../events/signal.js';

/** Past this much unsent, a reader is waited for: it holds its place in what it reads, not a copy of it. */
const unsentLimitBytes = 256 * 1024;

/** An answer that goes on for as long as there is something to say. */
export class OpenStream {
  #closed = false;
  #wake: (() => void) | null = null;

  private constructor(private readonly reply: FastifyReply) {
    const { raw } = reply;
    raw.once('close', () => {
      this.#closed = true;
      this.#wake?.();
    });
    raw.on('drain', () => this.#wake?.());
  }

  /** Sends the head, with the headers that were set on the way here (those of `helmet` among them). */
  static begin(reply: FastifyReply, status: number, headers: Record<string, string>): OpenStream {
    reply.hijack();
    const stream = new OpenStream(reply);
    const { raw } = reply;
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
    if (!this.#closed) this.reply.raw.write(bytes);
  }

  /** Like {@link push}, but cuts off a reader who has not read for long: what is missed here is asked for anew. */
  pushOrCut(bytes: Buffer | string): void {
    if (this.reply.raw.writableLength > unsentLimitBytes) this.cut();
    else this.push(bytes);
  }

  /** Resolves when there is room for more, or nobody reads any more. */
  async write(bytes: Buffer): Promise<void> {
    this.push(bytes);
    while (!this.#closed && this.reply.raw.writableLength > unsentLimitBytes) await this.#sleep();
  }

  /** Resolves when the signal comes or nobody reads any more. */
  waitFor(signal: Signal): Promise<void> {
    return this.#sleep(signal);
  }

  end(last?: string): void {
    if (!this.#closed) this.reply.raw.end(last);
  }

  /** Cuts the connection: the other side sees that the answer is not whole. */
  cut(): void {
    this.reply.raw.destroy();
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
