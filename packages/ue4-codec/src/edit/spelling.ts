import type { JsonDocument } from '../icarus/json-document.js';
import { containerAt, endOfString, endOfValue, skipSpace } from '../icarus/json-scan.js';
import type { Json } from '../json/json.js';

/**
 * How a value of JSON is spelt, where that is not as JSON writes it by itself: the text of a number or string, or the
 * parts of a list or object that are spelt in another way. Undefined where nothing is.
 */
export type Spelling = string | SpeltParts | undefined;

export class SpeltParts {
  constructor(
    readonly parts: ReadonlyMap<string | number, Spelling>,
    /** Members that another of the same name hides, as they stand in the text. */
    readonly hidden: readonly string[],
  ) {}
}

/** The spelling of a part. */
export function partSpelling(spelling: Spelling, step: string | number): Spelling {
  return spelling instanceof SpeltParts ? spelling.parts.get(step) : undefined;
}

export function sameSpelling(a: Spelling, b: Spelling): boolean {
  if (!(a instanceof SpeltParts) || !(b instanceof SpeltParts)) return a === b;
  if (a.parts.size !== b.parts.size || !sameHidden(a, b)) return false;
  for (const [step, part] of a.parts) if (!sameSpelling(part, b.parts.get(step))) return false;
  return true;
}

/** Whether the same members are hidden. */
export function sameHidden(a: Spelling, b: Spelling): boolean {
  const [before, after] = [hiddenIn(a), hiddenIn(b)];
  return before.length === after.length && before.every((text, index) => text === after[index]);
}

/** Members that another of the same name hides. */
export function hiddenIn(spelling: Spelling): readonly string[] {
  return spelling instanceof SpeltParts ? spelling.hidden : [];
}

/** Documents are never changed, so each is read once. */
const known = new WeakMap<JsonDocument, { readonly spelling: Spelling }>();

export function spellingIn(document: JsonDocument): Spelling {
  let found = known.get(document);
  if (found === undefined) {
    found = { spelling: spellingOf(document.text) };
    known.set(document, found);
  }
  return found.spelling;
}

/** The spelling of text that is JSON, nested no deeper than was checked. */
export function spellingOf(text: string): Spelling {
  return new Speller(text).value();
}

class Speller {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): Spelling {
    this.at = skipSpace(this.text, this.at);
    const kind = containerAt(this.text, this.at);
    if (kind !== undefined) return this.container(kind);
    const start = this.at;
    this.at = endOfValue(this.text, start);
    const literal = this.text.slice(start, this.at);
    return isUsual(literal) ? undefined : literal;
  }

  private container(kind: 'list' | 'object'): Spelling {
    const parts = new Map<string | number, Spelling>();
    const hidden: string[] = [];
    const places = new Map<string, readonly [number, number]>();
    this.at = skipSpace(this.text, this.at + 1);
    for (let index = 0; !this.closes(); index += 1) {
      if (this.text.charAt(this.at) === ',') this.at = skipSpace(this.text, this.at + 1);
      const step = kind === 'list' ? index : this.name();
      const from = skipSpace(this.text, this.at);
      const spelling = this.value();
      if (typeof step === 'string') {
        const before = places.get(step);
        if (before !== undefined) hidden.push(`${JSON.stringify(step)}: ${this.text.slice(...before)}`);
        places.set(step, [from, this.at]);
      }
      if (spelling === undefined) parts.delete(step);
      else parts.set(step, spelling);
      this.at = skipSpace(this.text, this.at);
    }
    this.at += 1;
    return parts.size === 0 && hidden.length === 0 ? undefined : new SpeltParts(parts, hidden);
  }

  private closes(): boolean {
    const character = this.text.charAt(this.at);
    return character === ']' || character === '}' || character === '';
  }

  /** A name, and the colon behind it. */
  private name(): string {
    const end = endOfString(this.text, this.at);
    const name = valueOf(this.text.slice(this.at, end)) as string;
    this.at = skipSpace(this.text, end) + 1;
    return name;
  }
}

const fewDigits = /^(?:0|-?[1-9][0-9]{0,14})$/u;

/** Whether JSON would write the value so. */
function isUsual(literal: string): boolean {
  if (fewDigits.test(literal)) return true;
  if (literal.startsWith('"') && !literal.includes('\\') && !/\p{Surrogate}/u.test(literal)) return true;
  return JSON.stringify(valueOf(literal)) === literal;
}

function valueOf(literal: string): Json {
  return literal.startsWith('"') && !literal.includes('\\') ? literal.slice(1, -1) : (JSON.parse(literal) as Json);
}
