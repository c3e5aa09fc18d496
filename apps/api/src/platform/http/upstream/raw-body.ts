import type { Socket } from 'node:net';
import { bodyIncomplete } from '../../bytes/body.errors.js';
import type { Body, ByteSink } from '../../bytes/body.js';
import { tooSlow } from '../guarded-client.errors.js';
import { TurnBudget } from './turn-budget.js';
import { brokenOff } from './upstream.errors.js';

const nothing = Buffer.alloc(0);
const budget = new TurnBudget();

/** The body of an answer whose length is known, passed on as it is read from the connection. */
export class RawBody implements Body {
  #left: number;
  #sink: ByteSink | null = null;
  #settle: (error: Error | null) => void = () => {};
  /** Nothing is read: there is no sink yet, or it has not taken what was handed over last. */
  #isHeld = true;
  #isClosed = false;
  #failure: Error | null = null;

  /**
   * @param kept what arrived with the head.
   * @param host for words.
   */
  constructor(
    private readonly socket: Socket,
    readonly lengthBytes: number,
    private kept: Buffer,
    private readonly stall: { readonly host: string; readonly ms: number },
  ) {
    this.#left = lengthBytes;
    socket.on('timeout', () => this.#isHeld || this.#fail(tooSlow(stall.host, stall.ms)));
    socket.on('error', (error) => (this.#failure ??= brokenOff(stall.host, error, stall.ms)));
    socket.once('close', () => {
      this.#isClosed = true;
      if (!this.#isHeld) this.#fail(bodyIncomplete());
    });
    if (lengthBytes === 0) socket.destroy();
  }

  /**
   * Takes what was read; `bytes` is not looked at later, unless the sink does.
   *
   * @returns whether more is wanted now.
   */
  take(bytes: Buffer): boolean {
    if (!this.#isHeld) return this.#pass(bytes);
    // TLS hands over all that it has unpacked, also after it was told to stop.
    this.kept = Buffer.concat([this.kept, bytes]);
    return false;
  }

  async pumpTo(sink: ByteSink): Promise<void> {
    const stop = () => this.#end(null);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#sink = sink;
        this.#settle = (error) => (error ? reject(error) : resolve());
        sink.signal.addEventListener('abort', stop, { once: true });
        if (sink.signal.aborted || this.#left === 0) stop();
        else this.#resume();
      });
    } finally {
      sink.signal.removeEventListener('abort', stop);
    }
  }

  cancel(): void {
    this.#end(null);
  }

  /** @param error what {@link pumpTo} fails with. */
  abort(error: Error): void {
    this.#failure ??= error;
    this.#fail(error);
  }

  #pass(bytes: Buffer): boolean {
    const within = bytes.length > this.#left ? bytes.subarray(0, this.#left) : bytes;
    this.#left -= within.length;
    const taken = this.#sink?.write(within);
    if (taken) {
      this.#isHeld = true;
      void taken.then(() => (this.#left === 0 ? this.#end(null) : this.#resume()));
      return false;
    }
    if (this.#left === 0) this.#end(null);
    else if (!budget.spend(within.length)) this.#goOnLater();
    return !this.#isHeld;
  }

  #goOnLater(): void {
    this.#isHeld = true;
    setImmediate(() => this.#resume());
  }

  #resume(): void {
    this.#isHeld = false;
    const { kept } = this;
    this.kept = nothing;
    if (kept.length > 0 && !this.#pass(kept)) return;
    if (this.#isClosed) return this.#fail(bodyIncomplete());
    this.socket.setTimeout(this.stall.ms);
    this.socket.resume();
  }

  #fail(error: Error): void {
    this.#end(this.#failure ?? error);
  }

  #end(error: Error | null): void {
    this.#isHeld = true;
    this.socket.destroy();
    this.#settle(error);
  }
}
