import { maxBlockPayloadBytes } from '@bothy/contracts/runner';
import { stripEscapeBytes } from './escape-bytes.js';
import { stripEscapes } from './log-lines.js';

// eslint-disable-next-line no-control-regex -- all of ASCII
const ascii = /^[\u0000-\u007f]*$/;
/** KELVIN SIGN and I WITH DOT ABOVE: no other characters beyond ASCII have some of it (k, i) in their lower case. */
const lowersToAscii = ['\u212a', '\u0130'];

/** Looks for a text in others as people see them: without control sequences, and in whatever case. */
export class TextSearch {
  readonly #wanted: string;
  readonly #scratch: Buffer | null;
  /** Bytes may hold the wanted text by one of these, and not show it. */
  readonly #exceptions: Buffer[];

  constructor(search: string) {
    this.#wanted = search.toLowerCase();
    this.#scratch = ascii.test(this.#wanted) ? Buffer.allocUnsafe(maxBlockPayloadBytes) : null;
    const isWanted = (character: string) => this.#wanted.includes(character.toLowerCase().charAt(0));
    this.#exceptions = lowersToAscii.filter(isWanted).map((character) => Buffer.from(character));
  }

  isIn(text: string): boolean {
    return stripEscapes(text).toLowerCase().includes(this.#wanted);
  }

  /** The same for a text in UTF-8. ASCII is looked for among its bytes: none of another character looks like it. */
  isInBytes(utf8: Buffer): boolean {
    const scratch = this.#scratch;
    if (!scratch || utf8.length > scratch.length || this.#exceptions.some((bytes) => utf8.includes(bytes))) {
      return this.isIn(utf8.toString('utf8'));
    }
    return stripEscapeBytes(utf8, scratch).toString('latin1').toLowerCase().includes(this.#wanted);
  }
}
