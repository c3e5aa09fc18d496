import type { LogLine } from '@bothy/contracts';

/**
 * Lines of one page, bounded in number and in bytes of text. What is too much falls off at the end, or, where the last
 * lines are wanted, at the beginning; one line there is always.
 */
export class PageLines {
  #lines: LogLine[] = [];
  /** The page begins here: what stands before it fell off. */
  #from = 0;
  #bytes = 0;
  #isFull = false;

  constructor(
    private readonly mostLines: number,
    private readonly mostBytes: number,
    private readonly keepsLast: boolean,
  ) {}

  /** Nothing that comes will be taken. */
  get isFull(): boolean {
    return this.#isFull;
  }

  get lines(): LogLine[] {
    return this.#from === 0 ? this.#lines : this.#lines.slice(this.#from);
  }

  add(line: LogLine): void {
    if (this.#isFull) return;
    this.#lines.push(line);
    this.#bytes += bytesOf(line);
    if (this.keepsLast) while (this.#isTooMuch()) this.#dropFirst();
    else if (this.#isTooMuch()) this.#dropLast();
    else this.#isFull = this.#count === this.mostLines;
  }

  get #count(): number {
    return this.#lines.length - this.#from;
  }

  #isTooMuch(): boolean {
    return this.#count > this.mostLines || (this.#bytes > this.mostBytes && this.#count > 1);
  }

  #dropLast(): void {
    this.#lines.pop();
    this.#isFull = true;
  }

  #dropFirst(): void {
    this.#bytes -= bytesOf(this.#lines[this.#from]!);
    this.#from += 1;
    // Let go of what fell off, at a cost that is spread over many lines.
    if (this.#from < 1000) return;
    this.#lines = this.#lines.slice(this.#from);
    this.#from = 0;
  }
}

const bytesOf = ({ text }: LogLine): number => Buffer.byteLength(text);
