import type { Row } from '../open-save.js';

/** A piece of a text, found or not. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** A text cut at where the search is found in it. */
export function piecesOf(text: string, search: string): readonly Piece[] {
  if (search === '') return [{ text, hit: false }];
  const wanted = search.toLowerCase();
  const lower = text.toLowerCase();
  // Some letters change their length in lower case: places in it would not fit.
  if (lower.length !== text.length) return [{ text, hit: false }];
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    if (at > from) pieces.push({ text: text.slice(from, at), hit: false });
    from = at + wanted.length;
    pieces.push({ text: text.slice(at, from), hit: true });
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false });
  return pieces;
}

/** Digits in groups, as long as one does not look for digits. */
export function shownValue({ value, hue }: Row, search: string): string {
  if (hue !== 'number' || /\d/.test(search)) return value;
  return value.replaceAll(/(?<![\d.])\d{5,}/g, (digits) => digits.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f'));
}

/** "int32 at 0x01F4" */
export function storageWords({ stored, offset, bytes, problem }: Row): string {
  if (problem !== undefined) return problem;
  const size = bytes === undefined ? '' : `, ${bytes.toLocaleString('en-US')} bytes`;
  if (stored === undefined) return 'JSON';
  if (offset === undefined) return stored + size;
  return `${stored} at 0x${offset.toString(16).toUpperCase().padStart(4, '0')}${size}`;
}
