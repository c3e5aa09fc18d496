const mostNotes = 50;

/** What a source has and is not served, in sentences, as many as somebody would read. */
export class LeftOut {
  readonly #notes: string[] = [];
  #more = 0;

  note(sentence: string): void {
    if (this.#notes.length < mostNotes) this.#notes.push(sentence);
    else this.#more += 1;
  }

  get sentences(): string[] {
    return this.#more === 0 ? [...this.#notes] : [...this.#notes, `And ${this.#more} more.`];
  }
}
