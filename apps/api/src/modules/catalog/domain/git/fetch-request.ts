import { PktLines, type PktLine } from './pkt-lines.js';

/** What a client asks for. */
export interface FetchFacts {
  /** Null until it is known, and for what is no request of git. */
  readonly command: 'fetch' | 'ls-refs' | 'other' | null;
  /** The first of the objects that it wants. */
  readonly wants: readonly string[];
  /** It says of what it has. */
  readonly hasHaves: boolean;
  /** It has a repository already, cut off somewhere. */
  readonly isShallow: boolean;
  /** It wants no more than so many commits. */
  readonly isDeepening: boolean;
  /** It wants only some kinds of objects. */
  readonly isFiltered: boolean;
}

/** A clone wants the branch it checks out first. */
const mostWants = 16;
const wantForm = /^want ([0-9a-f]{64}|[0-9a-f]{40})/;

/**
 * Reads a request to `git-upload-pack`: one command of protocol 2 (gitprotocol-v2), or the wants and haves of 0 and 1
 * (gitprotocol-pack), which name no command.
 */
export class FetchRequest implements FetchFacts {
  command: FetchFacts['command'] = null;
  readonly wants: string[] = [];
  hasHaves = false;
  isShallow = false;
  isDeepening = false;
  isFiltered = false;
  #namesCommand = false;
  readonly #lines = new PktLines((line) => this.#take(line));

  /** False: all that counts is known, or there is nothing to be known. */
  get reading(): boolean {
    return this.#lines.reading;
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  /** For a body that cannot be read to its end: what is known of it is not enough. */
  giveUp(): void {
    // Behind the first have nothing comes that counts.
    if (this.reading) this.command = null;
    this.#lines.stop();
  }

  #take(line: PktLine): boolean {
    // Of 0 and 1, the haves come behind a flush.
    if (line.kind !== 'data') return line.kind === 'delimiter' || !this.#namesCommand;
    const text = line.head.toString('latin1').trimEnd();
    if (this.command === null) this.#begin(text);
    if (this.command !== 'fetch') return false;
    this.#note(text);
    return !this.hasHaves && text !== 'done';
  }

  #begin(text: string): void {
    const name = /^command=(.*)$/s.exec(text)?.[1];
    this.#namesCommand = name !== undefined;
    if (name === 'fetch' || name === 'ls-refs') this.command = name;
    else if (name === undefined && wantForm.test(text)) this.command = 'fetch';
    else this.command = 'other';
  }

  #note(text: string): void {
    const want = wantForm.exec(text)?.[1];
    if (want !== undefined && this.wants.length < mostWants) this.wants.push(want);
    if (text.startsWith('have ')) this.hasHaves = true;
    else if (text.startsWith('shallow ')) this.isShallow = true;
    else if (text.startsWith('deepen')) this.isDeepening = true;
    else if (text.startsWith('filter ')) this.isFiltered = true;
  }
}
