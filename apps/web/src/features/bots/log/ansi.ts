import { legible, rgbOf256, tint, type Rgb } from './ansi-colours.js';

/** A stretch of text in one look. */
export interface Segment {
  readonly text: string;
  /** Classes: `a0`…`a15` colours, `bg0`…`bg7` tints, `ab` bold, `au` underlined, `ai` italic. */
  readonly classes: string;
  readonly style?: { color?: string; backgroundColor?: string };
  /** Name of the secret that is masked here. */
  readonly masked?: string;
}

/** How text is drawn from here on. */
export interface Look {
  fg: number | Rgb | null;
  bg: number | Rgb | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  inverse: boolean;
}

/**
 * Escape sequences (ECMA-48): control sequences, strings such as OSC titles, and two-character ones.
 * What follows an unfinished one at the end of a line is dropped with it.
 */
const sequence =
  // eslint-disable-next-line no-control-regex
  /\x1b\[([0-?]*)([ -/]*)([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[PX^_][^\x1b]*(?:\x1b\\|$)|\x1b\[[0-?]*[ -/]*$|\x1b[ -/]*[0-~]?|[\0-\x08\x0b-\x1f\x7f]/g;

export const plainLook = (): Look => ({
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
});

/** A return to the beginning of the line: `\r`, or the cursor put into the first column. */
// eslint-disable-next-line no-control-regex
const toStart = /\r|\x1b\[[01]?G/g;

/** Where the text begins that a terminal would still show of a line: behind its last return. */
function shownFrom(text: string): number {
  if (!text.includes('\r') && !text.includes('G')) return 0;
  let until = text.length;
  for (const match of [...text.matchAll(toStart)].reverse()) {
    const end = match.index + match[0].length;
    // Behind a return at which nothing more was written stands what was there before.
    if (text.slice(end, until).replace(sequence, '') !== '') return end;
    until = match.index;
  }
  return 0;
}

/** What a terminal would still show of a line: the text behind its last carriage return. */
export function shownPart(text: string): string {
  return text.slice(shownFrom(text));
}

/** The text without its escape sequences, all of it: what the server's search compares. */
export function stripEscapes(text: string): string {
  return text.includes('\x1b') ? text.replace(sequence, '') : text;
}

/** The text as it is shown. */
export function stripAnsi(text: string): string {
  return shownPart(text).replace(sequence, '');
}

/**
 * Turns a line with SGR colours into stretches; every other escape is left out. `look` is how the line begins, and is
 * changed to how it ends: a piece of a line goes on as the piece before it left off.
 */
export function parseAnsi(text: string, look: Look = plainLook()): Segment[] {
  const shown = shownFrom(text);
  const segments: Segment[] = [];
  let from = shown;
  for (const match of text.matchAll(sequence)) {
    // What is overwritten is not drawn, but the colours that it set stay.
    if (match.index >= from) push(segments, text.slice(from, match.index), look);
    if (match.index >= shown) from = match.index + match[0].length;
    if (match[3] === 'm' && !match[2]) applySgr(look, match[1] ?? '');
  }
  push(segments, text.slice(from), look);
  return segments;
}

function push(segments: Segment[], text: string, look: Look): void {
  if (!text) return;
  const { classes, style } = drawn(look);
  const last = segments.at(-1);
  if (
    last &&
    last.classes === classes &&
    last.style?.color === style?.color &&
    last.style?.backgroundColor === style?.backgroundColor
  ) {
    segments[segments.length - 1] = { ...last, text: last.text + text };
  } else segments.push(style ? { text, classes, style } : { text, classes });
}

/** The classes and colours of a look. */
export function drawn(look: Look): { classes: string; style?: Segment['style'] } {
  const classes: string[] = [];
  const style: NonNullable<Segment['style']> = {};
  const background = look.inverse ? (look.fg ?? 7) : look.bg;
  // On a tint the text keeps its own colour: a coloured one might not be readable there.
  if (typeof background === 'number') classes.push(`bg${background % 8}`);
  else if (background) style.backgroundColor = tint(background);
  else if (typeof look.fg === 'number') classes.push(`a${look.fg}`);
  else if (look.fg) style.color = legible(look.fg);
  else if (look.dim) classes.push('a8');
  if (look.bold) classes.push('ab');
  if (look.underline) classes.push('au');
  if (look.italic) classes.push('ai');
  return style.color || style.backgroundColor ? { classes: classes.join(' '), style } : { classes: classes.join(' ') };
}

const switches: Record<number, (look: Look) => void> = {
  0: (look) => Object.assign(look, plainLook()),
  1: (look) => (look.bold = true),
  2: (look) => (look.dim = true),
  3: (look) => (look.italic = true),
  4: (look) => (look.underline = true),
  7: (look) => (look.inverse = true),
  22: (look) => (look.bold = look.dim = false),
  23: (look) => (look.italic = false),
  24: (look) => (look.underline = false),
  27: (look) => (look.inverse = false),
  39: (look) => (look.fg = null),
  49: (look) => (look.bg = null),
};

function applySgr(look: Look, parameters: string): void {
  const codes = parameters.split(/[;:]/).map((part) => Number(part || 0));
  for (let n = 0; n < codes.length; n += 1) {
    const code = codes[n] ?? 0;
    if (code === 38 || code === 48) {
      const { colour, used } = extended(codes.slice(n + 1));
      if (colour !== null) look[code === 38 ? 'fg' : 'bg'] = colour;
      n += used;
    } else if (code >= 30 && code <= 37) look.fg = code - 30;
    else if (code >= 40 && code <= 47) look.bg = code - 40;
    else if (code >= 90 && code <= 97) look.fg = code - 82;
    else if (code >= 100 && code <= 107) look.bg = code - 92;
    else switches[code]?.(look);
  }
}

/** `5;n` of 256 colours, or `2;r;g;b`. */
function extended(rest: readonly number[]): { colour: number | Rgb | null; used: number } {
  if (rest[0] === 5) {
    const n = rest[1] ?? 0;
    return { colour: n < 16 ? n : rgbOf256(n), used: 2 };
  }
  if (rest[0] === 2) return { colour: [rest[1] ?? 0, rest[2] ?? 0, rest[3] ?? 0], used: 4 };
  return { colour: null, used: 0 };
}
