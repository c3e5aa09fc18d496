import { find, type Json, type Save, SaveError } from '@bothy/ue4-codec';
import { CliError } from '../../cli-error.js';

/** What `path=value` holds; a name with `=` in it stands in quotes: `"a=b".Count=3`. */
export function pathAndValue(op: string, text: string): { path: string; value: string } {
  const at = equalsOutsideQuotes(text);
  if (at < 1) throw new CliError(`--${op} ${text}: write it as path=value.`, 2);
  return { path: text.slice(0, at), value: text.slice(at + 1) };
}

function equalsOutsideQuotes(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '=' && !quoted) return at;
    if (character === '"') quoted = !quoted;
    if (character === '\\' && quoted) at += 1;
  }
  return -1;
}

/** What a text may stand for, the likeliest first: JSON where it is that, else the text itself. */
export function valuesFor(save: Save, op: 'set' | 'insert', path: string, text: string): readonly Json[] {
  const json = jsonOf(text);
  const wanted = op === 'set' ? jsonTypeAt(save, path) : undefined;
  if (wanted === 'string') return typeof json === 'string' ? [json] : [text];
  if (wanted !== undefined && wanted !== typeOf(json)) {
    throw new SaveError('bad-value', `${text} is no ${wanted}`, undefined, path);
  }
  return json === undefined ? [text] : [json, text];
}

/** JSON itself takes anything in any place; an edit keeps to the type of what is there. Undefined where it is not JSON. */
function jsonTypeAt(save: Save, path: string): string | undefined {
  const node = find(save, path);
  if (node === undefined || node.codec !== undefined) return undefined;
  const type = typeOf(node.value);
  return type === 'null' ? undefined : type;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return value === null ? 'null' : typeof value;
}

/** Undefined for what is no JSON, and for a whole number that JSON would round. */
function jsonOf(text: string): Json | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return /^-?\d+$/.test(text) && !Number.isSafeInteger(json) ? undefined : json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
