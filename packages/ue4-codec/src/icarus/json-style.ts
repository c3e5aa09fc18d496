import { SaveError } from '../errors.js';
import { endOfString } from './json-scan.js';

/** A value that is put into JSON text; a bigint is written as a whole number. */
export type JsonInput =
  null | boolean | number | bigint | string | readonly JsonInput[] | { readonly [name: string]: JsonInput };

/** How a document lays out its text. */
export interface JsonStyle {
  /** What ends a line, '' where all is in one line. */
  readonly newline: string;
  /** One level of indentation. */
  readonly indent: string;
  /** Between a name and its value. */
  readonly colon: string;
  /** Between the members of what stands in one line. */
  readonly comma: string;
  /** An object that is the value of a name begins on a line of its own, as the game writes it. */
  readonly braceOnOwnLine: boolean;
  /** How a list of numbers is laid out: each on its line, or in one line with that inside the brackets and between. */
  readonly numbers: 'lines' | { readonly padding: string; readonly comma: string };
  /** Whether every character may stand for itself: false where the encoding knows 8 bits only. */
  readonly wide: boolean;
}

const deepest = 1000;

/** Text that is enough to tell a style by. */
const sampleLength = 256 * 1024;

/** Tells the style by the text. */
export function styleOf(text: string, wide: boolean): JsonStyle {
  const sample = text.slice(0, sampleLength);
  const newline = /\r?\n/u.exec(sample)?.[0] ?? '';
  const indent = /\n([ \t]+)/u.exec(sample)?.[1] ?? (newline === '' ? '' : '\t');
  const gap = newline === '' ? '' : ' ';
  const ownLine = /(?<!\\)"[ \t]*:[ \t]*\r?\n[ \t]*\{/u.test(sample);
  return {
    newline,
    indent,
    colon: `:${/(?<!\\)"[ \t]*:([ \t]*)[^\s]/u.exec(sample)?.[1] ?? gap}`,
    comma: `,${spaceAfterComma(sample) ?? gap}`,
    braceOnOwnLine: newline !== '' && (ownLine || !/(?<!\\)"[ \t]*:[ \t]*\{/u.test(sample)),
    numbers: numbersOf(sample) ?? { padding: gap, comma: `,${gap}` },
    wide,
  };
}

/** What follows the first comma that does not end a line. */
function spaceAfterComma(text: string): string | undefined {
  for (let at = skipPlain(text, 0); at < text.length; at = skipPlain(text, at + 1)) {
    const space = /^,([ \t]*)[^\s]/u.exec(text.slice(at, at + 16))?.[1];
    if (space !== undefined) return space;
  }
  return undefined;
}

/** The next comma outside of strings. */
function skipPlain(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at) !== ',') at = text.charAt(at) === '"' ? endOfString(text, at) : at + 1;
  return at;
}

/** How the first list of numbers in a text is laid out; undefined where there is none. */
export function numbersOf(text: string): JsonStyle['numbers'] | undefined {
  const [, padding, comma] = /\[(\s*)-?[0-9][0-9.eE+-]*(,\s*)?/u.exec(text) ?? [];
  if (padding === undefined) return undefined;
  return padding.includes('\n') ? 'lines' : { padding, comma: comma ?? (padding === '' ? ',' : ', ') };
}

/** The text of a value in a style; `margin` is the indentation of the line that it begins in. */
export function format(value: JsonInput, style: JsonStyle, margin = '', depth = 0): string {
  if (depth > deepest) throw new SaveError('limit', `a value is nested deeper than ${deepest} levels`);
  if (typeof value === 'string') return quoted(value, style.wide);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return number(value);
  if (value === null || typeof value === 'boolean') return String(value);
  return isList(value) ? list(value, style, margin, depth) : object(value, style, margin, depth);
}

function isList(value: readonly JsonInput[] | { readonly [name: string]: JsonInput }): value is readonly JsonInput[] {
  return Array.isArray(value);
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new SaveError('bad-value', `${value} cannot be written as JSON`);
  return Object.is(value, -0) ? '-0' : String(value);
}

function list(values: readonly JsonInput[], style: JsonStyle, margin: string, depth: number): string {
  if (values.length === 0) return '[]';
  const { numbers, newline } = style;
  if (newline === '' || (numbers !== 'lines' && values.every(isShort))) {
    const short = numbers !== 'lines' && values.every(isShort) ? numbers : { padding: '', comma: style.comma };
    return `[${short.padding}${values.map((one) => format(one, style, margin, depth + 1)).join(short.comma)}${short.padding}]`;
  }
  const inner = margin + style.indent;
  const lines = values.map((one) => inner + format(one, style, inner, depth + 1));
  return `[${newline}${lines.join(`,${newline}`)}${newline}${margin}]`;
}

/** The game keeps lists of such values in one line. */
function isShort(value: JsonInput): boolean {
  return value === null || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

function object(
  value: { readonly [name: string]: JsonInput },
  style: JsonStyle,
  margin: string,
  depth: number,
): string {
  const names = Object.keys(value);
  if (names.length === 0) return '{}';
  const { newline } = style;
  const inner = newline === '' ? '' : margin + style.indent;
  const members = names.map((name) => inner + member(name, value[name] as JsonInput, style, inner, depth));
  return newline === ''
    ? `{${members.join(style.comma)}}`
    : `{${newline}${members.join(`,${newline}`)}${newline}${margin}}`;
}

/** A name and its value; `margin` is the indentation of its line. */
export function member(name: string, value: JsonInput, style: JsonStyle, margin: string, depth = 0): string {
  const own = style.braceOnOwnLine && typeof value === 'object' && value !== null && !Array.isArray(value);
  const gap = own ? `:${style.newline}${margin}` : style.colon;
  return `${quoted(name, style.wide)}${gap}${format(value, style, margin, depth + 1)}`;
}

/** A string as JSON, escaped as the game does: what must be, and what the encoding has no character for. */
export function quoted(text: string, wide: boolean): string {
  const literal = JSON.stringify(text);
  return wide ? literal : literal.replace(/[^\0-\xff]/gu, (one) => [...units(one)].join(''));
}

function* units(character: string): Generator<string> {
  for (let i = 0; i < character.length; i += 1) yield `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
}
