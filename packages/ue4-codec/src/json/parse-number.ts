import { SaveError } from '../errors.js';
import type { TextSource } from './text-source.js';

const grammar = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
/** No double needs so many digits; a number is held as text while it is read. */
const longest = 16_384;

/** Reads the number that begins at the current place. */
export function parseNumber(source: TextSource): number {
  const { text, at: from } = source;
  let at = from;
  let value = 0;
  // Whole numbers of up to 15 digits are exact; they are most of all numbers.
  for (; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  const digits = at - from;
  if (digits > 0 && digits <= 15 && at < text.length && !continues(text.charCodeAt(at))) {
    if (digits === 1 || text.charCodeAt(from) !== 0x30) {
      source.at = at;
      return value;
    }
  }
  return Number(literal(source));
}

/** The text of the number, wherever the chunks are cut. */
function literal(source: TextSource): string {
  const began = source.offset;
  let found = '';
  while (continues(source.peek())) {
    const { text, at } = source;
    let end = at + 1;
    while (end < text.length && continues(text.charCodeAt(end))) end += 1;
    source.at = end;
    if (found.length + end - at > longest) throw new SaveError('limit', `a number of over ${longest} digits`, began);
    found += text.slice(at, end);
  }
  if (!grammar.test(found)) throw new SaveError('malformed', 'not a number as JSON writes them', began);
  return found;
}

/** Whether the unit may stand in a number: 0-9 + - . e E */
function continues(code: number): boolean {
  if (code >= 0x30 && code <= 0x39) return true;
  return code === 0x2b || code === 0x2d || code === 0x2e || code === 0x65 || code === 0x45;
}
