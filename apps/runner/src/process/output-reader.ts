import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';
import type { LineFramer } from '../log/line-framer.js';

/** A read is handed on before the next one begins, so that one buffer serves all bots. */
const sharedBuffer = Buffer.allocUnsafeSlow(64 * 1024);

const quietMs = 50;
/** A read this large was cut by the pipe, not by the bot: its unfinished line is no prompt. */
const largeReadBytes = 4096;
const largeReadQuietMs = 1000;

/** Reads one stream of a bot, and has its framer give out an unfinished line when the bot falls silent. */
export class OutputReader {
  readonly #socket: Socket;
  readonly #framer: LineFramer;
  readonly ended: Promise<void>;
  #quiet: NodeJS.Timeout | null = null;
  #readsSeen = 0;
  #paused = false;

  /** Owns the read end from here on. */
  constructor(readEnd: number, framer: LineFramer) {
    this.#framer = framer;
    const onread: OnReadOpts = { buffer: sharedBuffer, callback: (bytes) => this.#read(bytes) };
    const options: SocketConstructorOpts & { onread: OnReadOpts } = {
      fd: readEnd,
      readable: true,
      writable: false,
      onread,
    };
    this.#socket = new Socket(options);
    this.ended = new Promise((resolve) => this.#socket.once('close', () => resolve(this.#finish())));
    // A failed read closes the stream like an end of file; what was read stays.
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.resume();
  }

  /** Leaves the bot's output in its pipe; the bot waits when that is full. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#socket.pause();
    this.#cancelFlush();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket.resume();
    if (this.#framer.pending) this.#flushAfter(largeReadQuietMs);
  }

  /** Stops reading though others still hold the pipe. */
  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: number): boolean {
    this.#readsSeen++;
    this.#framer.push(sharedBuffer.subarray(0, bytes));
    if (this.#paused) return false;
    this.#cancelFlush();
    if (this.#framer.pending) this.#flushAfter(bytes < largeReadBytes ? quietMs : largeReadQuietMs);
    return true;
  }

  #flushAfter(ms: number): void {
    const seen = this.#readsSeen;
    this.#quiet = setTimeout(() => {
      // After a stall of the loop the timer comes before what waits in the pipe: read first, then decide.
      setImmediate(() => {
        if (this.#readsSeen === seen && !this.#paused) this.#framer.flush();
      });
    }, ms);
  }

  #cancelFlush(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    this.#quiet = null;
  }

  #finish(): void {
    this.#cancelFlush();
    this.#framer.end();
  }
}
