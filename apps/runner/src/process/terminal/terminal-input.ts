import { writeSync } from 'node:fs';

const maxQueuedBytes = 1024 * 1024;
const tryAgainMs = 10;

/** What is typed into a terminal, on its way to a program that may not be reading. */
export class TerminalInput {
  readonly #master: number;
  #queue: Buffer[] = [];
  #queuedBytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #ended = false;

  constructor(master: number) {
    this.#master = master;
  }

  /** Dropped as a whole where too much waits already. */
  write(text: string): void {
    const bytes = Buffer.from(text);
    if (this.#ended || bytes.length === 0 || this.#queuedBytes + bytes.length > maxQueuedBytes) return;
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
    if (this.#timer === null) this.#drain();
  }

  /** The descriptor is about to be closed. */
  end(): void {
    this.#ended = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  #drain(): void {
    this.#timer = null;
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const written = this.#writeSome(first);
      this.#queuedBytes -= written;
      if (written === first.length) this.#queue.shift();
      else this.#queue[0] = first.subarray(written);
      if (written === 0) {
        this.#timer = setTimeout(() => this.#drain(), tryAgainMs);
        return;
      }
    }
  }

  #writeSome(bytes: Buffer): number {
    try {
      return writeSync(this.#master, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      // EIO: the bot's end is closed, and nobody will read it.
      return bytes.length;
    }
  }
}
