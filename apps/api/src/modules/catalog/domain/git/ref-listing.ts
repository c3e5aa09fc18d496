import { PktLines, type PktLine } from './pkt-lines.js';

const refForm = /^([0-9a-f]{64}|[0-9a-f]{40}) ([^\0\n ]*)/;
/** What an empty repository says in place of a reference. */
const noObject = /^0+$/;
/** What stands among references without being one. All else is no listing. */
const besides = /^(?:# service=|version 1|unborn )/;

/**
 * Reads what references a server tells of: the answer to `ls-refs`, or the advertisement of protocol 0 and 1, which comes
 * with `info/refs`. That of protocol 2 names none. Whatever else it is given, it looks at one line of it.
 */
export class RefListing {
  readonly #lines = new PktLines((line) => this.#take(line));

  /** @param found told of each object that a reference names */
  constructor(private readonly found: (id: string) => void) {}

  get reading(): boolean {
    return this.#lines.reading;
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  #take(line: PktLine): boolean {
    // A flush stands behind the name of the service, before the first reference.
    if (line.kind !== 'data') return line.kind === 'flush';
    const text = line.head.toString('latin1');
    const [, id, name = ''] = refForm.exec(text) ?? [];
    if (id === undefined) return besides.test(text);
    // Nobody asks for what a tag points to: it comes with the tag.
    if (!noObject.test(id) && !name.endsWith('^{}')) this.found(id);
    return true;
  }
}
