/** Text that comes in chunks: the current one, and the place in it. Its owner moves `at` on. */
export class TextSource {
  text = '';
  at = 0;
  /** Characters in the chunks before this one. */
  private before = 0;
  private readonly iterator: Iterator<string>;

  constructor(chunks: Iterable<string>) {
    this.iterator = chunks[Symbol.iterator]();
  }

  /** Characters from the beginning of all to the current place. */
  get offset(): number {
    return this.before + this.at;
  }

  /** Goes to the next chunk that is not empty; false at the end of all. The current one must be used up. */
  pull(): boolean {
    for (;;) {
      const next = this.iterator.next();
      if (next.done === true) return false;
      this.before += this.text.length;
      this.text = next.value;
      this.at = 0;
      if (this.text !== '') return true;
    }
  }

  /** The code of the current unit, or -1 at the end of all. */
  peek(): number {
    if (this.at < this.text.length) return this.text.charCodeAt(this.at);
    return this.pull() ? this.text.charCodeAt(0) : -1;
  }

  /** The code of the first unit from here on that is not white space; `at` is there then. -1 at the end of all. */
  token(): number {
    for (;;) {
      const { text } = this;
      let { at } = this;
      for (; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code > 0x20 || (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) {
          this.at = at;
          return code;
        }
      }
      this.at = at;
      if (!this.pull()) return -1;
    }
  }

  /** Lets go of the chunks that were not read. */
  close(): void {
    this.iterator.return?.();
  }
}
