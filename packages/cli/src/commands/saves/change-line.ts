import type { Change, Json } from '@bothy/ue4-codec';
import { printable } from './printable.js';

const marks: Readonly<Record<Change['kind'], string>> = { changed: '~', added: '+', removed: '-', type: '!' };

/** A change as one line, for people or as JSON. */
export function changeLine(change: Change, json: boolean): string {
  if (json) return `${JSON.stringify({ change })}\n`;
  const { path, kind, before, after } = change;
  const values = [before, after].flatMap((value) => (value === undefined ? [] : [valueText(value)]));
  return printable(`${marks[kind]} ${path === '' ? '(the save)' : path}  ${values.join(' → ')}`) + '\n';
}

/** Objects and lists as JSON; a string in quotes, so that it is told apart from a number. */
function valueText(value: Json): string {
  return JSON.stringify(value);
}
