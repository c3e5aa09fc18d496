import { SaveError } from '../errors.js';

/** Where a value stands in JSON text, and what it is. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A member of an object, or an element of a list. */
export interface Member extends Span {
  /** The name, undefined in a list. */
  readonly name: string | undefined;
  /** Where the member begins: at its name, or at its value in a list. */
  readonly from: number;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Members of one list or object: more than any save has, and few enough for the memory that they take. */
const mostMembers = 200_000;

/** Behind the quote that ends the string which begins at `at`; the end of the text where none does. */
export function endOfString(text: string, at: number): number {
  let end = at;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
}

/** The first place from `at` on that is not white space. */
export function skipSpace(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) return end;
    end += 1;
  }
}

/** Behind the value that begins at `at`; the end of the text where it does not end. */
export function endOfValue(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === quote) return endOfString(text, at);
  if (first !== openBrace && first !== openBracket) return endOfPlain(text, at);
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === quote) end = endOfString(text, end) - 1;
    else if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === 0) return end + 1;
    }
  }
  return text.length;
}

/** Numbers, true, false and null end where none of their characters follows. */
function endOfPlain(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code <= 0x20 || code === comma || code === closeBrace || code === closeBracket) break;
    end += 1;
  }
  return end;
}

/** Whether the value that begins at `at` is a list or an object; undefined where it is neither. */
export function containerAt(text: string, at: number): 'list' | 'object' | undefined {
  const code = text.charCodeAt(at);
  if (code === openBracket) return 'list';
  return code === openBrace ? 'object' : undefined;
}

/** The members of the list or object that begins at `start`, in text that was checked. */
export function membersAt(text: string, start: number): Member[] {
  const named = text.charCodeAt(start) === openBrace;
  const members: Member[] = [];
  let at = skipSpace(text, start + 1);
  const first = text.charCodeAt(at);
  if (first === closeBrace || first === closeBracket) return members;
  for (;;) {
    const from = at;
    let name: string | undefined;
    if (named) {
      const end = endOfString(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    const end = endOfValue(text, at);
    if (members.length >= mostMembers) {
      const problem = `a list or object of JSON has more than ${mostMembers} members`;
      throw new SaveError('limit', problem, from, '', 'character');
    }
    members.push({ name, from, start: at, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== comma) return members;
    at = skipSpace(text, at + 1);
  }
}
