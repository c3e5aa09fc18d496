import { textOf, walk, type Save, type SaveNode, type Step } from '@bothy/ue4-codec';
import type { Found } from './protocol.js';
import { stepName } from './row.js';
import { isStr, recorderName, scalarText, sourceOf } from './value-words.js';

/** As many are kept. */
const mostHits = 100_000;
/** Nodes between two looks at the clock. */
const atOnce = 4000;

/** Looks through names and values, a piece at a time; the paths of what was found gather in `hits`. */
export function* search(save: Save, text: string, hits: string[]): Generator<Found, Found, undefined> {
  const wanted = text.toLowerCase();
  let since = 0;
  for (const node of walk(save)) {
    if (matches(node, wanted)) hits.push(node.path);
    if (hits.length >= mostHits) return { count: hits.length, done: true, full: true };
    since += 1;
    if (since >= atOnce) {
      since = 0;
      yield { count: hits.length, done: false, full: false };
    }
  }
  return { count: hits.length, done: true, full: false };
}

function matches(node: SaveNode, wanted: string): boolean {
  if (nameMatches(node.step, wanted)) return true;
  if (node.kind === 'value') return valueMatches(node, wanted);
  // What a line shows beside its name: the class of a recorder, the source of a text.
  const shown = recorderName(node) ?? sourceOf(node)?.text;
  return shown !== undefined && shown.toLowerCase().includes(wanted);
}

/** Elements have numbers, which nobody looks for. */
function nameMatches(step: Step | undefined, wanted: string): boolean {
  return typeof step !== 'number' && stepName(step).toLowerCase().includes(wanted);
}

function valueMatches(node: SaveNode, wanted: string): boolean {
  const { value } = node;
  if (isStr(value)) return textOf(value).toLowerCase().includes(wanted);
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return scalarText(node).toLowerCase().includes(wanted);
    default:
      return false;
  }
}
