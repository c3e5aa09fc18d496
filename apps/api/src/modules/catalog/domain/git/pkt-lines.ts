/** What is told of one line: `head` is its beginning, and good only until the call returns. */
export type PktLine =
  | { readonly kind: 'data'; readonly head: Buffer; readonly lengthBytes: number }
  | { readonly kind: 'flush' | 'delimiter' | 'response-end' }
  /** A pack that lies there bare, without lines around it. */
  | { readonly kind: 'pack' };

/** Takes a line; false: nothing more is wanted. */
export type TakeLine = (line: PktLine) => boolean;

const prefixBytes = 4;
/** A want with all its capabilities, and any reference whose name a file system takes, begin within. */
const headLimitBytes = 256;
const bareHeads: Readonly<Record<number, PktLine>> = {
  0: { kind: 'flush' },
  1: { kind: 'delimiter' },
  2: { kind: 'response-end' },
};
const hexForm = /^[0-9a-f]{4}$/i;

/**
 * Reads the lines in which git speaks (gitprotocol-common), in whatever chunks they come. It keeps the beginning of one
 * line and nothing else; what is no such line ends the reading, quietly.
 */
export class PktLines {
  #reading = true;
  /** The four digits of a length, or the beginning of a line. */
  readonly #held = Buffer.alloc(headLimitBytes);
  #heldBytes = 0;
  /** Of the line at hand, without its digits; null: the digits are not there yet. */
  #lineBytes: number | null = null;
  /** How much of it is still to come. */
  #leftBytes = 0;

  constructor(private readonly take: TakeLine) {}

  /** False: there is no use in pushing more. */
  get reading(): boolean {
    return this.#reading;
  }

  stop(): void {
    this.#reading = false;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    while (this.#reading && at < bytes.length) {
      at += this.#lineBytes === null ? this.#readPrefix(bytes, at) : this.#readLine(bytes, at, this.#lineBytes);
    }
  }

  #readPrefix(bytes: Uint8Array, at: number): number {
    const taken = this.#hold(bytes, at, prefixBytes - this.#heldBytes);
    if (this.#heldBytes < prefixBytes) return taken;
    this.#heldBytes = 0;
    const digits = this.#held.toString('latin1', 0, prefixBytes);
    if (digits === 'PACK') this.#tell({ kind: 'pack' });
    else if (!hexForm.test(digits)) this.stop();
    else this.#begin(Number.parseInt(digits, 16));
    return taken;
  }

  #begin(lengthBytes: number): void {
    const bare = bareHeads[lengthBytes];
    if (bare) this.#tell(bare);
    else if (lengthBytes < prefixBytes) this.stop();
    else if (lengthBytes === prefixBytes) this.#tell({ kind: 'data', head: this.#held.subarray(0, 0), lengthBytes: 0 });
    else {
      this.#lineBytes = lengthBytes - prefixBytes;
      this.#leftBytes = this.#lineBytes;
    }
  }

  #readLine(bytes: Uint8Array, at: number, lineBytes: number): number {
    const taken = Math.min(this.#leftBytes, bytes.length - at);
    this.#hold(bytes, at, Math.min(taken, headLimitBytes - this.#heldBytes));
    this.#leftBytes -= taken;
    if (this.#leftBytes === 0) {
      const head = this.#held.subarray(0, this.#heldBytes);
      this.#lineBytes = null;
      this.#heldBytes = 0;
      this.#tell({ kind: 'data', head, lengthBytes: lineBytes });
    }
    return taken;
  }

  #hold(bytes: Uint8Array, at: number, mostBytes: number): number {
    const part = bytes.subarray(at, at + mostBytes);
    this.#held.set(part, this.#heldBytes);
    this.#heldBytes += part.length;
    return part.length;
  }

  #tell(line: PktLine): void {
    if (!this.take(line)) this.stop();
  }
}
