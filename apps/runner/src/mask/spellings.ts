import { base64Forms, base64Rows, hexForms } from './binary-forms.js';
import { jsonEscapes, quotedForms, urlEscapes } from './text-escapes.js';

/** Less is not masked: it would be found where no secret is. */
export const minPatternBytes = 8;
const pieceBytes = 128;
const lineEnd = /\r\n|\r|\n/;
/** Keys in variables and in JSON have their line ends escaped, and are printed with real ones. */
const lineEndAsRead = /\r\n|\r|\n|\\r\\n|\\n/;
/** Of more lines than a key has each is searched for as it is only, so that a table is made in milliseconds. */
const mostEncodedLines = 256;
const fewestDistinctCharacters = 4;

/**
 * All that is searched for on account of one secret: its value and each of its lines, as they are and in the encodings
 * in which programs print them. Each character of a pattern stands for a byte.
 *
 * What is long is cut into pieces of 128 to 255 bytes. All of them in a row are masked as one, so nothing of the whole
 * is missed but what tells nothing; a bounded length bounds what is held back of a stream and the work on what is nearly a secret.
 */
export function patternsOf(value: string): Set<string> {
  const wholes = wholesOf(value);
  const lines = linesOf(value);
  const spellings = new Set<string>(lines);
  for (const text of lines.size > mostEncodedLines ? wholes : [...wholes, ...lines]) {
    for (const spelling of spellingsOf(text)) spellings.add(spelling);
  }
  for (const whole of wholes) {
    for (const rows of base64Rows(Buffer.from(whole))) spellings.add(rows);
  }
  const patterns = new Set<string>();
  for (const spelling of spellings) addPieces(Buffer.from(spelling).toString('latin1'), patterns);
  return patterns;
}

/** The value with both kinds of line ends, as a terminal turns one into the other, and without blanks around it. */
function wholesOf(value: string): Set<string> {
  const lines = value.split(lineEnd);
  const wholes = [value, lines.join('\n'), lines.join('\r\n')];
  return new Set([...wholes, ...wholes.map((whole) => whole.trim())].filter(isLongEnough));
}

function linesOf(value: string): Set<string> {
  const lines = value.split(lineEndAsRead).map((line) => line.trim());
  return new Set(lines.length > 1 ? lines.filter((line) => isLongEnough(line) && isTelling(line)) : []);
}

const isLongEnough = (text: string): boolean => Buffer.byteLength(text) >= minPatternBytes;

/** A ruler or a row of blanks within a secret is none itself. */
function isTelling(text: string): boolean {
  let distinct = '';
  for (let at = 0; at < text.length && distinct.length < fewestDistinctCharacters; at++) {
    if (!distinct.includes(text.charAt(at))) distinct += text.charAt(at);
  }
  return distinct.length >= fewestDistinctCharacters;
}

function* spellingsOf(text: string): Generator<string> {
  const bytes = Buffer.from(text);
  yield text;
  yield* base64Forms(bytes);
  yield* hexForms(bytes);
  yield* urlEscapes(text);
  yield* jsonEscapes(text);
  yield* quotedForms(text);
}

function addPieces(bytes: string, patterns: Set<string>): void {
  if (bytes.length < minPatternBytes) return;
  let at = 0;
  for (; bytes.length - at >= 2 * pieceBytes; at += pieceBytes) {
    const piece = bytes.slice(at, at + pieceBytes);
    if (isTelling(piece)) patterns.add(piece);
  }
  const last = bytes.slice(at);
  if (at === 0 || isTelling(last)) patterns.add(last);
}
