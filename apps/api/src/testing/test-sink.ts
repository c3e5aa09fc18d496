import { setImmediate as turn } from 'node:timers/promises';
import type { ByteSink } from '../platform/bytes/body.js';

/** Takes bytes at once, or (`lazy`) one turn of the event loop later; keeps a copy of them. */
export class TestSink implements ByteSink {
  readonly #gone = new AbortController();
  readonly #parts: Buffer[] = [];
  #isBusy = false;
  receivedBytes = 0;
  writes = 0;

  /** @param leaveAfterBytes the one who reads is gone once there are as many. */
  constructor(
    private readonly pace: 'eager' | 'lazy' = 'eager',
    private readonly leaveAfterBytes = Number.POSITIVE_INFINITY,
  ) {}

  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  leave(): void {
    this.#gone.abort();
  }

  write(bytes: Uint8Array): Promise<void> | undefined {
    if (this.#isBusy) throw new Error('Bytes were handed over before the last were taken.');
    this.writes += 1;
    if (this.pace === 'eager') return void this.#take(bytes);
    return this.#takeLater(bytes);
  }

  /** Looks at the bytes late: whoever uses the buffer again too early is found out. */
  async #takeLater(bytes: Uint8Array): Promise<void> {
    this.#isBusy = true;
    await turn();
    this.#isBusy = false;
    this.#take(bytes);
  }

  #take(bytes: Uint8Array): void {
    this.#parts.push(Buffer.from(bytes));
    this.receivedBytes += bytes.length;
    if (this.receivedBytes >= this.leaveAfterBytes) this.leave();
  }
}

/** Numbered so that a part in the wrong place is seen. */
export const numbered = (sizeBytes: number): Buffer => {
  const bytes = Buffer.alloc(sizeBytes);
  for (let at = 0; at + 4 <= sizeBytes; at += 4) bytes.writeUInt32BE(at, at);
  return bytes;
};
