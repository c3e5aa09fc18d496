import type { Json } from '@bothy/ue4-codec';
import { countOf } from './printable.js';

/** How what a summary tells is called; anything else by its own name. */
const titles: Readonly<Record<string, string>> = {
  saveClass: 'class',
  elapsedSeconds: 'played',
  hashMatches: 'hash',
  properties: 'holds',
  fields: 'holds',
};

const tellers: Readonly<Record<string, (value: Json) => string>> = {
  hashMatches: (value) => (value === true ? 'agrees' : 'DOES NOT AGREE with the content: the game would discard it'),
  elapsedSeconds: (value) => (typeof value === 'number' ? `${(value / 3600).toFixed(1)} h` : short(value)),
};

/** So many names are told of a list of them. */
const mostNames = 12;

/** A summary as rows of a name and a text; the elements of a list of objects have a row each. */
export function summaryLines(summary: { readonly [name: string]: Json }): (readonly [string, string])[] {
  return Object.entries(summary).flatMap(([name, value]) => {
    const title = titles[name] ?? name;
    if (Array.isArray(value) && value.some(isObject)) {
      return value.map((element, at) => [at === 0 ? title : '', fieldsOf(element)] as const);
    }
    return value === null ? [] : [[title, (tellers[name] ?? short)(value)] as const];
  });
}

function short(value: Json): string {
  if (typeof value === 'number') return Number.isInteger(value) ? countOf(value) : String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return namesOf(value);
  return isObject(value) ? fieldsOf(value) : String(value);
}

function namesOf(list: readonly Json[]): string {
  const more = list.length > mostNames ? ` and ${countOf(list.length - mostNames)} more` : '';
  return list.length === 0 ? 'nothing' : `${list.slice(0, mostNames).map(short).join(', ')}${more}`;
}

function fieldsOf(value: Json): string {
  if (!isObject(value)) return short(value);
  const told = Object.entries(value).filter(([, one]) => one !== null && one !== '');
  return told.map(([name, one]) => (name === 'name' ? short(one) : `${name} ${short(one)}`)).join(', ');
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
