/** As much as the server takes at once. */
const mostAtOnce = 32_768;

/** Sends what is typed in its order: while one piece is on its way, the next keys gather into one. */
export class InputQueue {
  #waiting = '';
  #sending = false;

  constructor(
    private readonly send: (text: string) => Promise<unknown>,
    /** It could not be sent; what waited behind it is given up: half a command may be worse than none. */
    private readonly failed: (error: unknown) => void,
  ) {}

  type(text: string): void {
    this.#waiting += text;
    if (!this.#sending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#sending = true;
    try {
      while (this.#waiting) {
        const end = endOfPiece(this.#waiting);
        const piece = this.#waiting.slice(0, end);
        this.#waiting = this.#waiting.slice(end);
        await this.send(piece);
      }
    } catch (error) {
      this.#waiting = '';
      this.failed(error);
    }
    this.#sending = false;
  }
}

/** A character of two halves is not cut. */
function endOfPiece(text: string): number {
  if (text.length <= mostAtOnce) return text.length;
  return /[\uD800-\uDBFF]/.test(text[mostAtOnce - 1] ?? '') ? mostAtOnce - 1 : mostAtOnce;
}
