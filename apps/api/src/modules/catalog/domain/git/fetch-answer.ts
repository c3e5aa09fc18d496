import { PktLines, type PktLine } from './pkt-lines.js';

/** The parts of an answer of protocol 2 (gitprotocol-v2, "fetch"). */
const sections = new Set(['acknowledgments', 'shallow-info', 'wanted-refs', 'packfile-uris', 'packfile']);
/** With what an answer of 0 and 1 begins, but for the bands of a pack (gitprotocol-pack). */
const oldBeginning = /^(?:NAK|ACK|shallow|unshallow)\b/;
const packBand = 1;
const lastBand = 3;

/**
 * Finds out whether an answer brings a pack, and then looks no further. Whatever it is given that is no answer to a fetch,
 * it looks at one line of it.
 */
export class FetchAnswer {
  hasPack = false;
  #isFirstLine = true;
  #isV2 = false;
  #beginsSection = true;
  readonly #lines = new PktLines((line) => this.#take(line));

  /** False: it is known. What comes behind costs nothing. */
  get reading(): boolean {
    return this.#lines.reading;
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  #take(line: PktLine): boolean {
    if (line.kind === 'pack') this.hasPack = true;
    else if (line.kind === 'data') return this.#look(line.head);
    else if (line.kind === 'delimiter') this.#beginsSection = true;
    return !this.hasPack;
  }

  #look(head: Buffer): boolean {
    const band = bandOf(head);
    // Whoever counts long says so in empty lines, so that the connection is not given up.
    if (band !== null && head.length === 1) return true;
    // With `sideband-all`, the names of sections come in a band, too.
    const text = head.toString('latin1', band === null ? 0 : 1).trimEnd();
    if (this.#isFirstLine) {
      this.#isFirstLine = false;
      this.#isV2 = sections.has(text);
      if (!this.#isV2 && band === null && !oldBeginning.test(text)) return false;
    }
    if (!this.#isV2) this.hasPack = band === packBand;
    else if (this.#beginsSection && sections.has(text)) {
      this.hasPack = text === 'packfile';
      this.#beginsSection = false;
    }
    return !this.hasPack;
  }
}

const bandOf = (head: Buffer): number | null => {
  const first = head[0] ?? 0;
  return first >= packBand && first <= lastBand ? first : null;
};
