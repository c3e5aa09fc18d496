const named = 5;
const longestName = 120;

/** Keeps what was not kept, and says it in a few sentences. */
export class NotKept {
  readonly #examples: string[] = [];
  readonly #ends = new Set<string>();
  #count = 0;

  /** @param why behind "was not kept: ", for example `it is a link`. */
  add(name: string, why: string): void {
    this.#count += 1;
    if (this.#examples.length < named) this.#examples.push(`${shown(name)} was not kept: ${why}.`);
  }

  /** Why nothing more was looked at, as a whole sentence. */
  end(sentence: string): void {
    this.#ends.add(sentence);
  }

  /** Null when all was kept. */
  get sentences(): string | null {
    const more = this.#count - this.#examples.length;
    const rest = more > 0 ? [`So it went with ${more} more.`] : [];
    const all = [...this.#examples, ...rest, ...this.#ends];
    return all.length === 0 ? null : all.join(' ');
  }
}

const shown = (name: string): string =>
  `"${name.length > longestName ? `${name.slice(0, longestName)}…` : name}"`.replace(
    /[\p{Cc}\p{Surrogate}]/gu,
    '\uFFFD',
  );
