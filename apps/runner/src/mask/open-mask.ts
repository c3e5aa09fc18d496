import { maskText } from './mask-text.js';

const nothing = Buffer.alloc(0);

/** Secrets that overlap or touch, while more may join them. */
export class OpenMask {
  /** Where the last of them ends; -1: there are none. */
  end = -1;
  readonly #names: readonly string[];
  readonly #single: readonly Buffer[];
  /** For each name: 0 if it is not among them, 1 if it is, 2 if its mask was handed out before the end. */
  readonly #state: Uint8Array;
  #count = 0;
  #last = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#single = names.map((name) => Buffer.from(maskText(name)));
    this.#state = new Uint8Array(names.length);
  }

  get isOpen(): boolean {
    return this.end >= 0;
  }

  /** Whether {@link take} has a text to give. */
  get hasText(): boolean {
    return this.#count > 0;
  }

  /** One ends here. */
  extend(end: number): void {
    if (end > this.end) this.end = end;
  }

  add(name: number): void {
    if (this.#state[name] !== 0) return;
    this.#state[name] = 1;
    this.#last = name;
    this.#count++;
  }

  /** The text in their place; empty where all was handed out before. */
  take(): Buffer {
    if (this.#count === 0) return nothing;
    const only = this.#count === 1;
    const text = only ? (this.#single[this.#last] as Buffer) : Buffer.from(maskText(...this.#untold()));
    if (only) this.#state[this.#last] = 2;
    else this.#state.forEach((state, name) => (this.#state[name] = state === 0 ? 0 : 2));
    this.#count = 0;
    return text;
  }

  /** What comes next is a mask of its own. */
  close(): void {
    this.end = -1;
    this.#state.fill(0);
    this.#count = 0;
  }

  #untold(): string[] {
    return this.#names.filter((_, name) => this.#state[name] === 1);
  }
}
