const slots = 4096;
const longest = 48;

/** Gives the same string object for the same short text, so that names that repeat are held once and compared fast. */
export class TextTable {
  private readonly texts: string[] = Array.from({ length: slots }, () => '');

  /** The text of `from` between two places; `hash` is any number that depends on it alone. */
  slice(from: string, start: number, end: number, hash: number): string {
    const length = end - start;
    if (length > longest) return from.slice(start, end);
    const slot = (hash ^ (hash >>> 15)) & (slots - 1);
    const kept = this.texts[slot] as string;
    if (kept.length === length) {
      let same = 0;
      while (same < length && kept.charCodeAt(same) === from.charCodeAt(start + same)) same += 1;
      if (same === length) return kept;
    }
    const found = from.slice(start, end);
    this.texts[slot] = found;
    return found;
  }
}
