import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';
import { QuietFlush } from './quiet-flush.js';

/** A read is handed on before the next one begins, so that one buffer serves all bots. */
const sharedBuffer = Buffer.allocUnsafeSlow(64 * 1024);

/** Takes the bytes of one stream of a bot: a framer of lines, or masking before one. */
export interface OutputSink {
  /** Whether {@link flush} has something to hand out. */
  readonly pending: boolean;
  /** The chunk is good only during the call. */
  push(chunk: Buffer): void;
  /** Hands out what stands unfinished, as far as it may be shown. */
  flush(): void;
  /** No more will come. */
  end(): void;
}

/** Reads one stream of a bot, and has its sink give out a line that stands unfinished for a while. */
export class OutputReader {
  readonly #socket: Socket;
  readonly #sink: OutputSink;
  readonly #quiet: QuietFlush;
  readonly ended: Promise<void>;
  #paused = false;

  /** Owns the read end from here on. */
  constructor(readEnd: number, sink: OutputSink) {
    this.#sink = sink;
    this.#quiet = new QuietFlush(sink);
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
    this.#quiet.cancel();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket.resume();
    this.#quiet.afterHold();
  }

  /** Stops reading though others still hold the pipe. */
  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: number): boolean {
    const chunk = sharedBuffer.subarray(0, bytes);
    this.#sink.push(chunk);
    if (this.#paused) return false;
    this.#quiet.afterRead(chunk);
    return true;
  }

  #finish(): void {
    this.#quiet.cancel();
    this.#sink.end();
  }
}
