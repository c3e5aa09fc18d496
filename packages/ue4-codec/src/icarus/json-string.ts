import { quoted } from './json-style.js';

/** Puts other text into a string literal of JSON, writing anew only the part between what both have in common. */
export function spliceString(literal: string, text: string, wide: boolean): string {
  const old = JSON.parse(literal) as string;
  let head = 0;
  const shorter = Math.min(old.length, text.length);
  while (head < shorter && old.charCodeAt(head) === text.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail))
    tail += 1;
  // A surrogate pair is written as one: it must not be cut.
  if (head > 0 && isHigh(text.charCodeAt(head - 1))) head -= 1;
  if (tail > 0 && isLow(text.charCodeAt(text.length - tail))) tail -= 1;
  const [from, to] = rawPlaces(literal, head, old.length - tail);
  return literal.slice(0, from) + quoted(text.slice(head, text.length - tail), wide).slice(1, -1) + literal.slice(to);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** Where in the literal the units `first` and `second` of its content begin. */
function rawPlaces(literal: string, first: number, second: number): [number, number] {
  let at = 1;
  let from = at;
  for (let unit = 0; unit < second; unit += 1) {
    if (unit === first) from = at;
    if (literal.charCodeAt(at) !== 0x5c) at += 1;
    else at += literal.charAt(at + 1) === 'u' ? 6 : 2;
  }
  return first >= second ? [at, at] : [from, at];
}
