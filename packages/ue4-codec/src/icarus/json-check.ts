import { SaveError } from '../errors.js';
import { containerAt, endOfString, skipSpace } from './json-scan.js';

const quote = 0x22;
const backslash = 0x5c;

/** Levels of lists and objects inside each other: more than any save has, and few enough for every engine's stack. */
const deepest = 1000;

/** Refuses text that is not one JSON value, strictly: no comments, no commas too many. */
export function checkJson(text: string): void {
  checkDepth(text);
  try {
    JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The message of an engine tells the place in a way of its own, or not at all.
    const at = faultIn(text);
    const found = at < text.length ? `${JSON.stringify(text.charAt(at))} cannot stand there` : 'it ends too early';
    throw new SaveError('malformed', `this is not valid JSON: ${found}`, at, '', 'character');
  }
}

function checkDepth(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (containerAt(text, at) !== undefined) {
      depth += 1;
      if (depth > deepest) {
        throw new SaveError('limit', `JSON is nested deeper than ${deepest} levels`, at, '', 'character');
      }
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

/** Where text stops being JSON. */
function faultIn(text: string): number {
  const closers: string[] = [];
  let at = skipSpace(text, 0);
  for (;;) {
    const opened = containerAt(text, at);
    if (opened === undefined) {
      const { end, ok } = scalarAt(text, at);
      at = end;
      if (!ok) return at;
    } else {
      const closer = opened === 'list' ? ']' : '}';
      at = skipSpace(text, at + 1);
      if (text.charAt(at) !== closer) {
        closers.push(closer);
        const { end, ok } = opened === 'list' ? { end: at, ok: true } : nameAt(text, at);
        at = end;
        if (!ok) return at;
        continue;
      }
      at += 1;
    }
    at = skipSpace(text, at);
    while (closers.length > 0 && text.charAt(at) === closers.at(-1)) {
      closers.pop();
      at = skipSpace(text, at + 1);
    }
    if (closers.length === 0 || text.charAt(at) !== ',') return at;
    at = skipSpace(text, at + 1);
    const { end, ok } = closers.at(-1) === ']' ? { end: at, ok: true } : nameAt(text, at);
    at = end;
    if (!ok) return at;
  }
}

/** How far text was followed: behind what was wanted, or, where that is not there, to the first fault. */
interface Reach {
  readonly end: number;
  readonly ok: boolean;
}

/** A name, its colon, and the white space behind it. */
function nameAt(text: string, at: number): Reach {
  if (text.charCodeAt(at) !== quote) return { end: at, ok: false };
  const name = stringAt(text, at);
  if (!name.ok) return name;
  const colon = skipSpace(text, name.end);
  return text.charAt(colon) === ':' ? { end: skipSpace(text, colon + 1), ok: true } : { end: colon, ok: false };
}

function scalarAt(text: string, at: number): Reach {
  if (text.charCodeAt(at) === quote) return stringAt(text, at);
  const word = ['true', 'false', 'null'].find((one) => text.startsWith(one, at));
  return word === undefined ? numberAt(text, at) : { end: at + word.length, ok: true };
}

function stringAt(text: string, at: number): Reach {
  for (let end = at + 1; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === quote) return { end: end + 1, ok: true };
    if (code < 0x20) return { end, ok: false };
    if (code !== backslash) continue;
    const escaped = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/u.exec(text.slice(end + 1, end + 6))?.[0];
    if (escaped === undefined) return { end, ok: false };
    end += escaped.length;
  }
  return { end: text.length, ok: false };
}

function numberAt(text: string, at: number): Reach {
  const start = text.charAt(at) === '-' ? at + 1 : at;
  const whole = text.charAt(start) === '0' ? start + 1 : digitsFrom(text, start);
  if (whole === start) return { end: start, ok: false };
  const fraction = text.charAt(whole) === '.' ? digitsFrom(text, whole + 1) : whole;
  const behind = fraction === whole + 1 ? whole : fraction;
  const sign = /^[eE][+-]?/u.exec(text.slice(behind, behind + 2))?.[0].length ?? 0;
  const power = sign === 0 ? behind : digitsFrom(text, behind + sign);
  return { end: power === behind + sign ? behind : power, ok: true };
}

function digitsFrom(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end += 1;
  return end;
}
